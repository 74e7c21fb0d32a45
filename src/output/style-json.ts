/** JSON as Prettier leaves it under a style: printed anew. */
import { prettyJson } from "../render/json.ts";
import type { Style } from "./style.ts";

/** The JSON under a style; undefined where it is not as we print it, or Prettier has more rules for what it holds. */
export function restyledJson(text: string, { tabWidth, useTabs, printWidth }: Style): string | undefined {
  const value = parsed(text);
  if (!isSimple(value) || !/^[\n -~]*$/.test(text) || `${prettyJson(value)}\n` !== text) return undefined;
  const indent = useTabs ? "\t" : " ".repeat(tabWidth);
  return `${prettyJson(value, { indent, indentWidth: tabWidth, printWidth })}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether lists hold only texts, or only objects, which are never on one line. Numbers, for one, Prettier fills in. */
function isSimple(value: unknown): boolean {
  if (value === undefined) return false;
  if (typeof value !== "object" || value === null) return true;
  if (!Array.isArray(value)) return Object.values(value).every(isSimple);
  return value.every((item) => typeof item === "string") || value.every(isFilledObject);
}

function isFilledObject(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length > 0 && isSimple(value);
}
