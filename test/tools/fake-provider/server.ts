/** Serves handlers as a Terraform plugin on a unix socket. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadPackageDefinition, Server, ServerCredentials, status } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import type { Handlers, RpcRequest } from "./protocol.ts";

export interface Running {
  /** What TF_REATTACH_PROVIDERS says of this provider. */
  readonly reattach: object;
  readonly stop: () => void;
}

export async function serve(handlers: Handlers): Promise<Running> {
  const folder = mkdtempSync(path.join(tmpdir(), "fake-provider-"));
  const socket = path.join(folder, "socket");
  const server = new Server();
  server.addService(providerService(), Object.fromEntries(Object.entries(handlers).map(adapt)));
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`unix:${socket}`, ServerCredentials.createInsecure(), (error) =>
      error ? reject(error) : resolve(),
    );
  });
  return {
    reattach: {
      Protocol: "grpc",
      ProtocolVersion: 5,
      Pid: process.pid,
      Test: true,
      Addr: { Network: "unix", String: socket },
    },
    stop: () => {
      server.forceShutdown();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function providerService(): object {
  const file = path.join(import.meta.dirname, "tfplugin5.proto");
  const definition = loadSync(file, { keepCase: true, longs: Number, enums: Number });
  return loadPackageDefinition(definition).tfplugin5.Provider.service;
}

type Adapted = Parameters<Server["addService"]>[1][string];

function adapt([name, handler]: [string, Handlers[string]]): [string, Adapted] {
  return [
    name,
    (call, respond) => {
      try {
        respond(null, handler(call.request as RpcRequest));
      } catch (error) {
        respond({ code: status.INTERNAL, message: `${name}: ${String(error)}` });
      }
    },
  ];
}
