/** What commands printed; test files send `print` and `printError` of `src/cli/context.ts` here. */
export const printed: string[] = [];
