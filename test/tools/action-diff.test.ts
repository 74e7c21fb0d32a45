/** The action's step that shows what a pull request does, with the real gh on a fake of GitHub's API. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bundledBin } from "../support/cli.ts";
import { bases, edited } from "../support/edits/edit.ts";
import { exampleText } from "../support/examples.ts";
import { newRepository, type Repository } from "../support/repository.ts";
import { requireTool } from "./require.ts";

const script = path.resolve(import.meta.dirname, "../../scripts/action-diff.sh");

interface Comment {
  readonly id: number;
  readonly user: { readonly type: string };
  body: string;
}

requireTool("gh", "git")("the step that shows what a pull request does", () => {
  let repository: Repository;
  let server: Server;
  let comments: Comment[];
  let refusesComments: boolean;
  let base: string;

  beforeEach(async () => {
    repository = newRepository();
    repository.write("vpn.yaml", exampleText(bases.tokyo));
    repository.run("git add vpn.yaml && git commit --quiet --message before");
    base = repository.run("git rev-parse HEAD").output.trim();
    repository.write("vpn.yaml", edited({ key: "", base: "tokyo", values: { "ipsec.dhGroup": 20 } }));
    repository.run("git commit --quiet --all --message after");
    comments = [{ id: 1, user: { type: "User" }, body: "<!-- vpngen diff -->\nnot ours" }];
    refusesComments = false;
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => {
        text += chunk;
      });
      request.on("end", () => {
        const { pathname } = new URL(request.url ?? "/", "http://api.github.localhost");
        response.setHeader("content-type", "application/json");
        const answer = (status: number, body: unknown) => {
          response.statusCode = status;
          response.end(JSON.stringify(body));
        };
        const [, id] = /^\/repos\/o\/r\/issues\/comments\/(\d+)$/.exec(pathname) ?? [];
        const known = comments.find((comment) => comment.id === Number(id));
        if (request.headers.authorization !== "token test") answer(401, { message: "Bad credentials" });
        else if (pathname === "/repos/o/r/issues/7/comments" && request.method === "GET")
          answer(200, comments);
        else if (refusesComments) answer(403, { message: "Resource not accessible by integration" });
        else if (pathname === "/repos/o/r/issues/7/comments" && request.method === "POST") {
          comments.push({ id: comments.length + 1, user: { type: "Bot" }, body: JSON.parse(text).body });
          answer(201, comments.at(-1));
        } else if (known && request.method === "PATCH") {
          known.body = JSON.parse(text).body;
          answer(200, known);
        } else answer(404, { message: "Not Found" });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    repository.remove();
    server.close();
  });

  async function run(more: Readonly<Record<string, string>> = {}) {
    const bin = await bundledBin("action");
    const { port } = server.address() as AddressInfo;
    const inside = (name: string) => path.join(repository.folder, ".git", name);
    writeFileSync(inside("summary.md"), "");
    const child = spawn("bash", [script], {
      cwd: repository.folder,
      env: {
        ...process.env,
        ...{ GH_HOST: "github.localhost", GH_TOKEN: "test", http_proxy: `http://127.0.0.1:${port}` },
        ...{ GH_CONFIG_DIR: inside("gh"), GH_NO_UPDATE_NOTIFIER: "1" },
        VPNGEN: path.join(bin, "vpngen"),
        INPUT_PATHS: ".",
        BASE: base,
        ...{ COMMENT: "true", NUMBER: "7", REPOSITORY: "o/r" },
        REPORT: inside("report.md"),
        GITHUB_STEP_SUMMARY: inside("summary.md"),
        ...more,
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { status, output, summary: readFileSync(inside("summary.md"), "utf8") };
  }

  test("writes the summary and one comment, and updates that comment", async () => {
    const first = await run();
    expect(first, first.output).toMatchObject({ status: 0 });
    expect(first.summary).toContain("one tunnel at a time goes down");
    expect(comments.map(({ body }) => body)).toEqual([comments[0]?.body, first.summary]);
    repository.write("vpn.yaml", edited({ key: "", base: "tokyo", values: { "gcp.asn": 64513 } }));
    repository.run("git commit --quiet --all --message more");
    const second = await run();
    expect(second, second.output).toMatchObject({ status: 0 });
    expect(comments.map(({ body }) => body)).toEqual([comments[0]?.body, second.summary]);
    expect(second.summary).toContain("another VPN");
  });

  test("writes the summary alone without a pull request, or if no comment is asked for", async () => {
    expect(await run({ NUMBER: "" })).toMatchObject({
      status: 0,
      summary: expect.stringContaining("tunnel"),
    });
    expect(await run({ COMMENT: "false" })).toMatchObject({ status: 0 });
    expect(comments).toHaveLength(1);
  });

  test("fails if it may not comment, with the summary written", async () => {
    refusesComments = true;
    const { status, output, summary } = await run();
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining("not accessible") });
    expect(summary).toContain("one tunnel at a time goes down");
  });

  test("says what to set if the base is not in the checkout", async () => {
    const { status, output } = await run({ BASE: "0000000000000000000000000000000000000000" });
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining("fetch-depth: 0") });
  });
});
