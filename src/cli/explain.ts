/** `vpngen explain`: what a rule demands, and why; or the list of all. */
import { catalogue, type Kind, topicOf } from "../report/catalogue.ts";
import { explainKind, listKinds } from "../report/explain.ts";
import { didYouMean, meaning, readArguments } from "./arguments.ts";
import { type Context, print } from "./context.ts";
import { type ExitStatus, exit, UsageError } from "./exit.ts";
import { explain as usage } from "./usage.ts";

export function explain(args: readonly string[], context: Context): ExitStatus {
  const { positionals } = readArguments(args, usage.options);
  const kinds = catalogue();
  const texts = positionals.map((name) => textOf(name, kinds));
  print(context, texts.length === 0 ? listKinds(kinds) : texts.join("\n"));
  return exit.ok;
}

/** A rule in full, or a topic's list. */
function textOf(name: string, kinds: readonly Kind[]): string {
  const kind = kinds.find(({ id }) => id === name);
  if (kind !== undefined) return explainKind(kind);
  const topic = kinds.filter(({ id }) => topicOf(id) === name);
  if (topic.length > 0) return listKinds(topic);
  const ids = kinds.map(({ id }) => id);
  const ending = ids.filter((id) => id.endsWith(`/${name}`));
  const hint = ending.length > 0 ? meaning(ending) : didYouMean(name, ids);
  throw new UsageError(`there is no rule ${name}${hint} \`vpngen explain\` lists them`);
}
