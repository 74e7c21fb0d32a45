/** What can be wrong with an answer of a CLI. */

export interface Mutation {
  readonly name: string;
  readonly text: string;
  readonly status: number;
}

/** Texts that a shell would run if it ever read them as more than text; `command` leaves a trace. */
function hostileWords(command: string): string[] {
  return [
    `$(${command})`,
    `\`${command}\``,
    `a[$(${command})]`,
    `x;${command};`,
    `';${command};'`,
    "-rf",
    "*",
    "two\nlines",
  ];
}

/** All of an answer, damaged in ways that leave nothing of what was asked for. */
export function wholeMutations(text: string): Mutation[] {
  const half = text.slice(0, Math.floor(text.length / 2));
  const json = JSON.stringify(
    text
      .trim()
      .split("\n")
      .map((line) => line.split("\t")),
    undefined,
    4,
  );
  return [
    { name: "empty", text: "", status: 0 },
    { name: "None", text: "None\n", status: 0 },
    { name: "cut off", text: half, status: 0 },
    { name: "JSON", text: `${json}\n`, status: 0 },
    { name: "a page instead", text: "<html><body>Sign in to the proxy</body></html>\n", status: 0 },
    { name: "failed", text: "", status: 255 },
    { name: "failed after half", text: half, status: 1 },
    // Without its last line break, an answer is still whole.
  ].filter((mutation) => mutation.text.trim() !== text.trim() || mutation.status !== 0);
}

/** One word of an answer replaced, for each kind of word that is in it. */
export function wordMutations(text: string, command: string): Mutation[] {
  const words = [...text.matchAll(/[^\s,;:=[\]()'"]+/g)];
  const kinds = new Map(words.map((match) => [kindOf(match[0]), match]));
  return [...kinds].flatMap(([kind, match]) => {
    const start = match.index;
    const put = (word: string) => text.slice(0, start) + word + text.slice(start + match[0].length);
    const others = [
      ...hostileWords(command),
      ...(/^\d+$/.test(match[0]) ? [`${match[0]}x`, "08", "9".repeat(20), "-1"] : []),
    ];
    return others.map((word) => ({
      name: `${JSON.stringify(word)} for ${kind}`,
      text: put(word),
      status: 0,
    }));
  });
}

function kindOf(word: string): string {
  if (/^\d+$/.test(word)) return "a number";
  if (/^\d+(\.\d+){3}$/.test(word)) return "an address";
  if (/^\d+(\.\d+){3}\/\d+$/.test(word)) return "a range";
  if (/^[a-z]+-[0-9a-f]+$/.test(word)) return "an id";
  if (/^[A-Z_]+$/.test(word)) return "a state";
  return "a word";
}
