/**
 * The parts of the gRPC and MessagePack packages that the fake uses. They are installed by
 * test/tools/package.json alone, and the type check must pass without them.
 */
declare module "@grpc/grpc-js" {
  export interface Call {
    readonly request: unknown;
  }
  export type Respond = (error: { code: number; message: string } | null, response?: object) => void;
  export class Server {
    addService(service: object, handlers: Record<string, (call: Call, respond: Respond) => void>): void;
    bindAsync(address: string, credentials: object, done: (error: Error | null) => void): void;
    forceShutdown(): void;
  }
  export const ServerCredentials: { createInsecure(): object };
  export const status: { readonly INTERNAL: number };
  export function loadPackageDefinition(definition: object): {
    tfplugin5: { Provider: { service: object } };
  };
}

declare module "@grpc/proto-loader" {
  export function loadSync(
    file: string,
    options: { keepCase: boolean; longs: typeof Number; enums: typeof Number },
  ): object;
}

declare module "@msgpack/msgpack" {
  export class ExtData {
    constructor(type: number, data: Uint8Array);
    readonly type: number;
    readonly data: Uint8Array;
  }
  export function encode(value: unknown): Uint8Array;
  export function decode(bytes: Uint8Array): unknown;
}
