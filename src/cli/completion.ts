/** `vpngen completion`: a script that completes vpngen's command line, made from the table of commands. */
import { catalogue, topicOf } from "../report/catalogue.ts";
import { oneOf } from "../words/lists.ts";
import { didYouMean, readArguments } from "./arguments.ts";
import { bashScript } from "./completion/bash.ts";
import { zshScript } from "./completion/zsh.ts";
import { type Context, print } from "./context.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { completion as usage } from "./usage.ts";

const scripts: Readonly<Record<string, (rules: readonly string[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
};

export function completion(args: readonly string[], context: Context): ExitStatus {
  const { positionals } = readArguments(args, usage.options);
  const [shell = "", ...more] = positionals;
  const known = Object.keys(scripts);
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined || more.length > 0) {
    const wrong = positionals.length === 0 ? "no shell is named" : `there is no ${positionals.join(" ")}`;
    throw new UsageError(`${wrong}${didYouMean(shell, known)} completion takes ${oneOf(known)}`);
  }
  print(context, script(rulesAndTopics()));
  return exit.ok;
}

/** What `explain` takes. */
function rulesAndTopics(): string[] {
  const ids = catalogue().map(({ id }) => id);
  return [...new Set(ids.map(topicOf)), ...ids];
}
