/** What a client has sent. */
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

/** The body of a request; undefined where the client was killed before all of it had come, so that nothing was asked. */
export async function received(request: IncomingMessage): Promise<string | undefined> {
  try {
    return await text(request);
  } catch (error) {
    if (request.complete) throw error;
    return undefined;
  }
}
