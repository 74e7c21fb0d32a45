/** The real yaml-language-server, as editors run it: JSON-RPC over standard input and output. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

interface Position {
  /** Counted from 0, as in the protocol. */
  readonly line: number;
  readonly character: number;
}
interface Range {
  readonly start: Position;
  readonly end: Position;
}
export interface EditorDiagnostic {
  readonly range: Range;
  readonly message: string;
}
export interface Completion {
  readonly label: string;
  readonly insertText?: string;
  readonly documentation?: string | { readonly value: string };
}

export interface LanguageServer {
  /** Opens a document with this text, and waits for what the server finds in it. */
  diagnose(text: string): Promise<readonly EditorDiagnostic[]>;
  /** What the server offers where `‸` stands in the text. */
  complete(text: string): Promise<readonly Completion[]>;
  /** What the server shows where `‸` stands in the text; empty where it shows nothing. */
  hover(text: string): Promise<string>;
  stop(): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const schema = pathToFileURL(path.resolve(import.meta.dirname, "../../schemas/vpn.schema.json")).href;
/** The line that ties a file to its schema, as the examples have it. */
const modeline = `# yaml-language-server: $schema=${schema}\n`;

export async function startLanguageServer(): Promise<LanguageServer> {
  const folder = path.dirname(createRequire(import.meta.url).resolve("yaml-language-server/package.json"));
  const server = spawn(process.execPath, [path.join(folder, "bin/yaml-language-server"), "--stdio"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const waiting = new Map<number | string, (message: Message) => void>();
  let requests = 0;
  let documents = 0;

  const send = (message: object) => {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const answered = (key: number | string) => new Promise<Message>((resolve) => waiting.set(key, resolve));
  const request = async (method: string, params: object) => {
    const id = ++requests;
    const answer = answered(id);
    send({ id, method, params });
    const { result, error } = await answer;
    if (error) throw new Error(error.message);
    return result;
  };
  readMessages(server.stdout, (message) => {
    const { id, method, params } = message;
    if (method === "workspace/configuration") {
      const { items } = params as { items: readonly { section?: string }[] };
      send({ id, result: items.map(({ section }) => (section === "yaml" ? settings : {})) });
    } else if (method === "textDocument/publishDiagnostics") {
      waiting.get((params as { uri: string }).uri)?.(message);
    } else if (method !== undefined && id !== undefined) {
      send({ id, result: null });
    } else if (id !== undefined) {
      waiting.get(id)?.(message);
    }
  });

  const open = async (text: string) => {
    const uri = `file:///${++documents}/vpn.yaml`;
    const found = answered(uri);
    send({
      method: "textDocument/didOpen",
      params: { textDocument: { uri, languageId: "yaml", version: 1, text: modeline + text } },
    });
    const { params } = await found;
    return { uri, diagnostics: (params as { diagnostics: readonly EditorDiagnostic[] }).diagnostics };
  };
  const atCursor = async (method: string, text: string) => {
    const [before = "", after] = text.split("‸");
    if (after === undefined) throw new Error("no cursor in the text");
    const { uri } = await open(before + after);
    const lines = (modeline + before).split("\n");
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    return request(method, { textDocument: { uri }, position });
  };

  await request("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
        hover: { contentFormat: ["markdown"] },
      },
    },
  });
  send({ method: "initialized", params: {} });
  send({ method: "workspace/didChangeConfiguration", params: { settings: { yaml: settings } } });

  return {
    diagnose: async (text) =>
      (await open(text)).diagnostics.map(({ range, message }) => ({
        range: withoutModeline(range),
        message,
      })),
    complete: async (text) => {
      const result = await atCursor("textDocument/completion", text);
      return (result as { items: readonly Completion[] } | null)?.items ?? [];
    },
    hover: async (text) => {
      const result = await atCursor("textDocument/hover", text);
      return (result as { contents: { value: string } } | null)?.contents.value ?? "";
    },
    stop: () => server.kill(),
  };
}

/** As most editors send them; the store of schemas would be asked over the network. */
const settings = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };

function withoutModeline({ start, end }: Range): Range {
  return { start: { ...start, line: start.line - 1 }, end: { ...end, line: end.line - 1 } };
}

/** Cuts a stream into messages: a header with the length in bytes, an empty line, the text. */
function readMessages(stream: NodeJS.ReadableStream, receive: (message: Message) => void): void {
  let buffer = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const header = buffer.indexOf("\r\n\r\n");
      if (header === -1) return;
      const length = Number(/Content-Length: (\d+)/.exec(buffer.toString("ascii", 0, header))?.[1]);
      const end = header + 4 + length;
      if (buffer.length < end) return;
      const message = JSON.parse(buffer.toString("utf8", header + 4, end)) as Message;
      buffer = buffer.subarray(end);
      receive(message);
    }
  });
}
