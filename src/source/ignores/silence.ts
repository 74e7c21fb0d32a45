/** Takes away the findings that an ignore silences, and finds the ignores that silence nothing. */
import type { Diagnostic, Edits, Severity } from "../../diagnostic.ts";
import { safe } from "../../edit.ts";
import { inBackquotes, oneOf } from "../../words/lists.ts";
import { suggestions } from "../../words/suggestions.ts";
import { diagnosticOf, type Problem, type Span, sourceRules } from "../findings.ts";
import { locate } from "../locate.ts";
import type { ParsedFile } from "../parse.ts";
import { quoted } from "../path-text.ts";
import type { Section } from "../schema/config.ts";
import type { Ignore } from "./ignores.ts";
import { removal } from "./removal.ts";

/** What has to be known of a rule to ignore its findings. */
export interface IgnorableRule {
  readonly id: string;
  readonly severity: Severity;
  /** The sections that it looks at; the topology of a valid file; all valid files of the run; the sops file that a file names; or what may be a key. */
  readonly needs: readonly Section[] | "topology" | "run" | "sops" | "literals";
}

/** The findings of a run, taken apart. */
export interface Silenced {
  /** Those that are left, and those about ignores. */
  readonly diagnostics: readonly Diagnostic[];
  /** Those that an ignore silences. */
  readonly ignored: readonly Diagnostic[];
}

/** Applies the ignores of each file to the findings whose own place, not a related one, is in it. */
export function silence(
  found: readonly Diagnostic[],
  files: readonly ParsedFile[],
  rules: readonly IgnorableRule[],
): Silenced {
  const ignoring = files.filter(({ ignores }) => ignores.length > 0);
  if (ignoring.length === 0) return { diagnostics: found, ignored: [] };
  const index = indexRules(rules, ignoring);
  const outcomes = ignoring.map((file) =>
    silenceIn(
      file,
      found.filter(({ place }) => place.file === file.path),
      index,
    ),
  );
  const ignored = new Set(outcomes.flatMap((outcome) => outcome.ignored));
  return {
    diagnostics: [
      ...found.filter((diagnostic) => !ignored.has(diagnostic)),
      ...outcomes.flatMap(({ diagnostics }) => diagnostics),
    ],
    ignored: [...ignored],
  };
}

/** The rules that there are, and for names that are none's, those that may be meant. */
interface RuleIndex {
  readonly byId: ReadonlyMap<string, IgnorableRule>;
  readonly meant: ReadonlyMap<string, readonly string[]>;
}

/** Looks for what is meant by each unknown name once, however often a hostile file repeats it. */
function indexRules(rules: readonly IgnorableRule[], files: readonly ParsedFile[]): RuleIndex {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const named = files.flatMap(({ ignores }) => ignores.flatMap((ignore) => ignore.rules.map(({ id }) => id)));
  const unknown = [...new Set(named)].filter((id) => !byId.has(id));
  return { byId, meant: new Map(unknown.map((id) => [id, rulesLike(id, [...byId.keys()])])) };
}

/** The rules whose name is nearest; a wrong topic does not count. */
function rulesLike(id: string, ruleIds: readonly string[]): string[] {
  const [name] = suggestions(nameOf(id), ruleIds.map(nameOf));
  return ruleIds.filter((other) => nameOf(other) === name);
}

/** A rule's name without its topic. */
function nameOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}

/** One rule that an ignore silences on one line. */
interface Suppression {
  readonly ignore: Ignore;
  readonly rule: IgnorableRule;
  readonly span: Span;
  readonly line: number;
}

function silenceIn(file: ParsedFile, found: readonly Diagnostic[], index: RuleIndex): Silenced {
  const problems = file.ignores.flatMap((ignore) => problemsOf(ignore, index, file.text));
  const suppressions = file.ignores.flatMap((ignore) => suppressionsOf(ignore, index));
  // Of two for the same, the first is the one that counts.
  const byPlace = new Map(
    suppressions
      .toReversed()
      .map((suppression) => [ruleAtLine(suppression.rule.id, suppression.line), suppression]),
  );
  const silenced = new Map(
    found.flatMap((diagnostic) => {
      const suppression = byPlace.get(ruleAtLine(diagnostic.rule, locate(diagnostic.place, [file]).line));
      return suppression === undefined ? [] : [[diagnostic, suppression] as const];
    }),
  );
  const used = new Set(silenced.values());
  const unused = suppressions.filter(
    (suppression) => !used.has(suppression) && couldFind(suppression.rule, file),
  );
  // What is left to report, by rule: an unused ignore may have been meant for it.
  const left = new Map(
    found
      .filter((diagnostic) => !silenced.has(diagnostic))
      .map((diagnostic) => [diagnostic.rule, diagnostic]),
  );
  return {
    ignored: [...silenced.keys()],
    diagnostics: [
      ...problems,
      ...unused.map((suppression) => unusedProblem(suppression, left.get(suppression.rule.id), file.text)),
    ].map((problem) => diagnosticOf(file.path, problem)),
  };
}

function ruleAtLine(rule: string, line: number): string {
  return `${line} ${rule}`;
}

/** What an ignore silences: nothing without a reason, and only what may be silenced. */
function suppressionsOf(ignore: Ignore, { byId }: RuleIndex): Suppression[] {
  const { rules, hasReason, line } = ignore;
  if (!hasReason) return [];
  return rules.flatMap(({ id, span }) => {
    const rule = byId.get(id);
    return rule === undefined || rule.severity === "error" ? [] : [{ ignore, rule, span, line }];
  });
}

/**
 * Whether a rule that finds nothing could have found something: whether what it needs is valid. Of a rule on other files
 * nobody knows, since these may not be part of this run.
 */
function couldFind({ needs }: IgnorableRule, { sections, partial, config }: ParsedFile): boolean {
  if (needs === "run" || needs === "sops" || needs === "literals") return false;
  if (needs === "topology") return config !== undefined;
  return needs.every((section) => section in sections && !partial.includes(section));
}

function problemsOf(ignore: Ignore, index: RuleIndex, text: string): Problem[] {
  const { span, rules, hasReason } = ignore;
  if (rules.length === 0) {
    return [{ rule: "ignore/unknown-rule", at: span, message: "this comment names no rule", fix: example }];
  }
  const problems = rules.flatMap((named) => nameProblem(named, index, removal(ignore, named.span, text)));
  if (hasReason) return problems;
  const message = "this comment has no reason after a colon, so it silences nothing";
  const names = rules.map(({ id }) => id).join(", ");
  const fix = /^[\w/, -]{1,60}$/.test(names)
    ? `Write \`# vpngen-ignore ${names}: reason\`; ${commas}`
    : example;
  return [...problems, { rule: "ignore/no-reason", at: span, message, fix }];
}

const commas = "several rules are separated by commas.";
const example = `Write \`# vpngen-ignore crypto/weak-hash: reason\`; ${commas}`;

function nameProblem(
  { id, span }: Ignore["rules"][number],
  { byId, meant }: RuleIndex,
  edits: Edits,
): Problem[] {
  const severity = byId.get(id)?.severity ?? (Object.hasOwn(sourceRules, id) ? "error" : undefined);
  if (severity === undefined) return [unknownRule(id, span, meant.get(id) ?? [])];
  if (severity !== "error") return [];
  const message = id.startsWith("ignore/")
    ? `\`${id}\` is about ignore comments, and cannot be ignored`
    : `\`${id}\` is an error, and errors cannot be ignored`;
  return [{ rule: "ignore/error", at: span, message, edits }];
}

function unknownRule(id: string, at: Span, meant: readonly string[]): Problem {
  const problem = { rule: "ignore/unknown-rule", at } as const;
  const message = `there is no rule ${/^[\w/-]{1,60}$/.test(id) ? `\`${id}\`` : quoted(id)}`;
  if (meant.length === 0) return { ...problem, message };
  const words = oneOf(inBackquotes(meant));
  const [only, ...others] = meant;
  const isOne = only !== undefined && others.length === 0;
  return {
    ...problem,
    message: `${message}; did you mean ${words}?`,
    fix: `Write ${words}.`,
    ...(isOne ? { edits: safe(`Write ${only}`, { kind: "replace", span: at, text: only }) } : {}),
  };
}

/** `elsewhere` is a finding of that rule in the file that nothing silences. */
function unusedProblem(
  { ignore, rule, span }: Suppression,
  elsewhere: Diagnostic | undefined,
  text: string,
): Problem {
  const message = `this comment silences no finding of \`${rule.id}\``;
  const problem = { rule: "ignore/unused", at: span, message } as const;
  if (elsewhere === undefined) {
    const fix = ignore.rules.length > 1 ? "Remove the rule from the comment." : "Remove the comment.";
    return { ...problem, fix, edits: removal(ignore, span, text) };
  }
  const { place } = elsewhere;
  const at = "path" in place ? { path: place.path, part: place.part } : place.span;
  return {
    ...problem,
    fix: "Move the comment to the line of the finding, or to the line above it.",
    related: [{ at, message: "a finding of this rule is here" }],
  };
}
