/** Reads the flags of a command; what is wrong with them becomes a UsageError. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { inBackquotes, oneOf } from "../words/lists.ts";
import { suggestions } from "../words/suggestions.ts";
import { UsageError } from "./exit.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
>;

/** Flags by name, and the PATHs. Flags may stand anywhere; what follows `--` is a PATH. */
export function readArguments<const O extends Options>(args: readonly string[], options: O): Parsed<O> {
  // Node takes more than a millisecond to load what reads flags.
  if (!args.some((arg) => arg.startsWith("-"))) {
    const given = Object.entries(options).filter(([, option]) => option.default !== undefined);
    const values = Object.fromEntries(given.map(([name, option]) => [name, option.default]));
    return { values, positionals: [...args] } as Parsed<O>;
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const unknown = /^Unknown option '(-[^']*)'/.exec(error.message)?.[1];
    if (unknown === undefined) throw new UsageError(error.message);
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(
      `there is no option ${unknown}${didYouMean(unknown, known)} This command takes ${known.join(", ")}`,
    );
  }
}

/** The value of `--format`. */
export function readFormat<const F extends string>(value: string, formats: readonly F[]): F {
  const found = formats.find((format) => format === value);
  if (found === undefined) throw new UsageError(`--format is ${oneOf(formats)}, not ${value}`);
  return found;
}

/** The end of a sentence: with `Did you mean …?` where something known is close to what was written. */
export function didYouMean(written: string, known: readonly string[]): string {
  return meaning(suggestions(written, known));
}

/** The same where it is known what is close. */
export function meaning(close: readonly string[]): string {
  return close.length === 0 ? "." : `. Did you mean ${oneOf(inBackquotes(close))}?`;
}
