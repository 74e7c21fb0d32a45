/** moto with usable VPN connections (`server.py`), for real clients of AWS. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { Finished } from "../terraform.ts";

export interface Moto {
  /** Environment in which the aws CLI and the aws provider find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs the aws CLI, expects that to work, and returns what it says as JSON. */
  readonly aws: <T>(...args: string[]) => Promise<T>;
  readonly stop: () => Promise<void>;
}

export async function startMoto(region: string): Promise<Moto> {
  const port = await freePort();
  const server = spawn("python3", [path.join(import.meta.dirname, "server.py"), String(port)], {
    stdio: "ignore",
  });
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? "",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ENDPOINT_URL: url,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
  };
  await answers(url, server);
  return {
    env,
    aws: async (...args) => {
      const finished = await run("aws", ["--output", "json", ...args], env);
      expect(finished).toMatchObject({ code: 0, stderr: "" });
      return JSON.parse(finished.stdout === "" ? "null" : finished.stdout);
    },
    stop: async () => {
      const ended = once(server, "exit");
      server.kill("SIGKILL");
      await ended;
    },
  };
}

/** Runs a program in an environment, and waits for its end. */
export function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { env, ...(cwd === undefined ? {} : { cwd }) }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null) throw new Error(`moto ended with status ${server.exitCode}`);
    try {
      await fetch(`${url}/moto-api/data.json`);
      return;
    } catch {
      await sleep(200);
    }
  }
  throw new Error("moto does not answer");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
