/**
 * Findings as SARIF 2.1.0, for code scanning and editors.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import type { Diagnostic, Severity } from "../diagnostic.ts";
import type { Example } from "../rules/rule.ts";
import type { Location } from "../source/locate.ts";
import type { ParsedFile } from "../source/parse.ts";
import { catalogue, exampleText, type Kind, topicOf } from "./catalogue.ts";
import { fingerprints } from "./fingerprint.ts";
import { fixesOf } from "./fixes.ts";
import { printJson } from "./json.ts";
import { type Located, leftOut, leftOutText, locateAll, mostFindings } from "./located.ts";
import { isFile, uriOf } from "./uri.ts";

export interface SarifOptions {
  /** Version of vpngen. */
  readonly version: string;
}

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Name of the folder that relative paths start from: by convention the root of the repository. */
const root = "%SRCROOT%";

const levels: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };

/** One run with every kind of finding described, found or not. Ends with a line end. */
export function reportSarif(
  diagnostics: readonly Diagnostic[],
  files: readonly ParsedFile[],
  { version }: SarifOptions,
): string {
  const kinds = catalogue();
  const indices = new Map(kinds.map(({ id }, index) => [id, index]));
  const found = locateAll(diagnostics, files, mostFindings);
  const more = leftOut(diagnostics);
  const marks = fingerprints(found.map(({ diagnostic }) => diagnostic));
  const log = {
    version: "2.1.0",
    $schema: schema,
    runs: [
      {
        tool: { driver: { name: "vpngen", semanticVersion: version, rules: kinds.map(descriptorOf) } },
        originalUriBaseIds: { [root]: { description: { text: "The folder in which vpngen was run." } } },
        columnKind: "unicodeCodePoints",
        ...(more > 0 ? { invocations: [invocationOf(more)] } : {}),
        results: found.map((located, index) => ({
          ruleId: located.diagnostic.rule,
          ruleIndex: indices.get(located.diagnostic.rule) ?? -1,
          ...resultOf(located),
          ...sarifFixes(located.diagnostic, files),
          partialFingerprints: { "vpngenPlace/v1": marks[index] },
        })),
      },
    ],
  };
  return printJson(log);
}

/** A run whose results are not all of its findings. */
function invocationOf(more: number) {
  const notification = { level: "warning", message: { text: `${leftOutText(more)}.` } };
  return { executionSuccessful: true, toolExecutionNotifications: [notification] };
}

function descriptorOf({ id, severity, title, why, fix, rule }: Kind) {
  const sections = [why, fix, ...(rule ? [`Source: ${rule.source}`] : [])];
  const examples = rule ? [codeBlock("Wrong", rule.bad), codeBlock("Right", rule.good)] : [];
  return {
    id,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    help: { text: sections.join("\n\n"), markdown: [...sections, ...examples].join("\n\n") },
    ...(rule ? { helpUri: rule.source } : {}),
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: [topicOf(id)] },
  };
}

function codeBlock(title: string, example: Example): string {
  return `${title}:\n\n\`\`\`yaml\n${exampleText(example)}\n\`\`\``;
}

function resultOf({ diagnostic: { severity, message, fix }, location, related }: Located) {
  const sentence = /[.?]$/.test(message) ? message : `${message}.`;
  return {
    level: levels[severity],
    message: { text: plainText(`${sentence} ${fix}`) },
    locations: [{ physicalLocation: physical(location) }],
    relatedLocations: related.map((other, index) => ({
      id: index + 1,
      physicalLocation: physical(other.location),
      message: { text: plainText(other.message) },
    })),
  };
}

/** Code hosts refuse a report in which a fix changes nothing, so there is none then (§3.55). */
function sarifFixes(diagnostic: Diagnostic, files: readonly ParsedFile[]) {
  const fixes = fixesOf(diagnostic, files).map(({ title, changes }) => ({
    description: { text: plainText(`${title}.`) },
    artifactChanges: changes.map(({ text, ...location }) => ({
      artifactLocation: artifactOf(location.file),
      replacements: [{ deletedRegion: physical(location).region, insertedContent: { text } }],
    })),
  }));
  return fixes.length === 0 ? {} : { fixes };
}

/** A text in which no reader finds a placeholder (§3.11.5: braces are doubled) or a link (§3.11.6). */
function plainText(text: string): string {
  return text.replace(/[{}]/g, "$&$&").replaceAll("](", "] (");
}

function physical({ file, line, column, endLine, endColumn }: Location) {
  return {
    artifactLocation: artifactOf(file),
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** A file by URI, in the base folder where the path is relative; standard input is in none. */
function artifactOf(file: string) {
  const uri = uriOf(file);
  if (!isFile(file)) return { uri, description: { text: "Standard input; not a file." } };
  return uri.startsWith("file:") ? { uri } : { uri, uriBaseId: root };
}
