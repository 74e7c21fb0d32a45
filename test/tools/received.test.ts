/** A client that is killed while it sends has asked for nothing. */
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { startFakeGcp } from "./fake-gcp/start.ts";

test("a request that breaks off is none, and the next one is answered", async () => {
  const cloud = await startFakeGcp();
  try {
    const { hostname, port } = new URL(cloud.url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    const head = "POST /v1/projects/media-prod/secrets HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n";
    socket.write(`${head}{"replication":`);
    await setTimeout(50);
    socket.destroy();
    await setTimeout(50);
    expect(cloud.log).toEqual([]);
    await fetch(`${cloud.url}/compute/v1/projects/media-prod/global/networks/prod`);
    expect(cloud.log).toMatchObject([{ method: "GET", status: 200 }]);
  } finally {
    await cloud.stop();
  }
});
