/** How messages name keys and values. */
import type { Path } from "../diagnostic.ts";

const longest = 60;

/** A path as a reader would write it, in backquotes: `aws.vpcs[0].id`. */
export function pathText(path: Path): string {
  const text = path.map((step, index) => stepText(step, index === 0)).join("");
  return `\`${text.replaceAll("`", "'")}\``;
}

function stepText(step: string | number, first: boolean): string {
  if (typeof step === "number") return `[${step}]`;
  if (!/^[\w-]+$/.test(step)) return `[${quoted(step)}]`;
  return first ? shortened(step) : `.${shortened(step)}`;
}

/** A key in backquotes, or quoted where it is no plain word. */
export function keyText(key: string): string {
  return /^[\w.-]+$/.test(key) ? `\`${shortened(key)}\`` : quoted(key);
}

/** A text in double quotes with nothing in it that a terminal would act on. */
export function quoted(text: string): string {
  return JSON.stringify(shortened(text)).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

export function shortened(text: string): string {
  return text.length <= longest ? text : `${[...text.slice(0, longest)].slice(0, -1).join("")}…`;
}
