/** Values of a file that are not valid, and so can be read by nobody. */

/** Thrown where a value is read that the file has in a wrong shape, or lacks. */
export class UnreadableValue extends Error {}

/** What is read, or nothing where it depends on a value that is not valid. */
export function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableValue) return undefined;
    throw error;
  }
}
