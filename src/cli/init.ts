/** `vpngen init`: asks what only the user knows, and writes a vpn.yaml. */
import { lstatSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { compile, type Source } from "../compile.ts";
import { reportText } from "../report/text.ts";
import { type Answers, answerFlags, type Flag, flags } from "../starter/flags.ts";
import { errorsOf, isAsked, neighboursIn, problemsOf, proposalFor } from "../starter/questions.ts";
import { starterText } from "../starter/text.ts";
import { readArguments } from "./arguments.ts";
import { type Context, print, printError, usesColour } from "./context.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { topFolder } from "./git.ts";
import { createFile } from "./init/create.ts";
import { offerHook } from "./init/hook.ts";
import { placeSchema } from "./init/schema.ts";
import { Interrupted, openTerminal, type Terminal } from "./init/terminal.ts";
import { readTree } from "./inputs.ts";
import { statOf } from "./read.ts";
import { init as usage } from "./usage.ts";

export async function init(args: readonly string[], context: Context): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, usage.options);
  const [file = "vpn.yaml", ...more] = positionals;
  if (more.length > 0) throw new UsageError(`init writes one file, not ${positionals.join(" ")}`);
  mustBeNew(file);
  const given = Object.fromEntries(
    flags.flatMap((flag) => (values[flag] === undefined ? [] : [[flag, values[flag]]])),
  );
  const terminal = values.yes ? undefined : openTerminal(context);
  try {
    const top = topFolder(dirname(file));
    return await begin({ context, file, given, terminal, top, hook: values.hook });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    printError(context, "\nvpngen: interrupted; nothing was written\n");
    terminal?.close();
    // So that the shell sees what ended the command.
    process.kill(process.pid, "SIGINT");
    return exit.usage;
  } finally {
    terminal?.close();
  }
}

interface Start {
  readonly context: Context;
  readonly file: string;
  readonly given: Answers;
  /** Undefined where nothing is asked. */
  readonly terminal: Terminal | undefined;
  /** The repository's top folder. */
  readonly top: string | undefined;
  readonly hook: boolean;
}

async function begin({ context, file, given, terminal, top, hook }: Start): Promise<ExitStatus> {
  const folder = resolve(top ?? dirname(file));
  const others = readTree(relative(".", folder) || ".");
  const schema = placeSchema(context, file, folder);
  const source = (answers: Answers): Source => ({
    path: file,
    text: starterText(answers, { schema: schema.line }),
  });

  let answers = await answersTo({ given, terminal, others, folder });
  let found = errorsOf(source(answers), others);
  while (found.errors.length > 0) {
    printError(context, reportText(found.errors, found.parsed, { colour: usesColour(context) }));
    const again = found.asked;
    if (terminal === undefined || again.length === 0) {
      throw new UsageError(
        `these answers do not get on with each other or with the other files; nothing was written`,
      );
    }
    answers = await askAgain(again, answers, terminal);
    found = errorsOf(source(answers), others);
  }
  const wantsHook =
    hook || (await terminal?.confirm("Write .pre-commit-config.yaml, so that each commit builds?"));
  const { path: written, text } = source(answers);
  createFile(written, String(text));
  print(context, `created   ${written}\n${schema.write()}${wantsHook ? offerHook(context, folder) : ""}`);
  const { diagnostics, parsed } = compile([{ path: written, text }]);
  if (diagnostics.length > 0)
    printError(context, reportText(diagnostics, parsed, { colour: usesColour(context) }));
  print(context, `Next: vpngen build${written === "vpn.yaml" ? "" : ` ${written}`}\n`);
  return exit.ok;
}

/** An answer to each question, in order: given, asked for, or as proposed. */
async function answersTo({
  given,
  terminal,
  others,
  folder,
}: Pick<Start, "given" | "terminal"> & { others: readonly Source[]; folder: string }): Promise<Answers> {
  const neighbours = neighboursIn(others);
  let answers: Answers = {};
  const wrong: string[] = [];
  const missing: Flag[] = [];
  for (const flag of flags) {
    if (!isAsked(flag, answers)) continue;
    const proposal = proposalFor(flag, { answers, neighbours, folder: basename(folder) });
    const value = given[flag] ?? (terminal === undefined ? proposal : undefined);
    if (value === undefined && terminal === undefined) missing.push(flag);
    else if (value === undefined && terminal !== undefined && wrong.length === 0) {
      answers = { ...answers, [flag]: await ask(flag, answers, proposal, terminal) };
    } else if (value !== undefined) {
      const next = { ...answers, [flag]: value };
      wrong.push(...problemsOf(flag, next).map(({ message, fix }) => `--${flag}: ${message}. ${fix}`));
      answers = next;
    }
  }
  if (wrong.length > 0) throw new UsageError(wrong.join("\n  "));
  if (missing.length > 0) {
    const list = missing.map((flag) => `  --${flag} ${answerFlags[flag].value}: ${answerFlags[flag].help}\n`);
    throw new UsageError(`--yes proposes no answer where only you know it; add\n${list.join("").trimEnd()}`);
  }
  return answers;
}

async function askAgain(again: readonly Flag[], before: Answers, terminal: Terminal): Promise<Answers> {
  let answers = before;
  for (const flag of again)
    answers = { ...answers, [flag]: await ask(flag, answers, before[flag], terminal) };
  return answers;
}

/** Asks until the rules have nothing against the answer. */
async function ask(
  flag: Flag,
  answers: Answers,
  proposal: string | undefined,
  terminal: Terminal,
): Promise<string> {
  const { help } = answerFlags[flag];
  for (;;) {
    const answer = await terminal.ask(`${help[0]?.toUpperCase()}${help.slice(1)}`, proposal);
    const problems = problemsOf(flag, { ...answers, [flag]: answer });
    if (answer !== "" && problems.length === 0) return answer;
    for (const { message, fix } of problems) terminal.say(`  ${message}\n  ${fix}\n`);
    if (problems.length === 0) terminal.say("  only you know this\n");
  }
}

function mustBeNew(file: string): void {
  if (statOf(file, lstatSync) !== undefined)
    throw new UsageError(`${file} is there already, and init overwrites nothing; name another file`);
  const folder = dirname(file);
  if (!statOf(folder)?.isDirectory()) throw new UsageError(`there is no folder ${folder}`);
  if (!/(^|[/.\\])vpn\.yaml$/.test(file))
    throw new UsageError(`${file} would be found in no folder: name it vpn.yaml or SOMETHING.vpn.yaml`);
}
