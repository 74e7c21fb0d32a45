/** JSON as Prettier prints it. */

/** How JSON is laid out. */
export interface JsonLayout {
  /** What stands before a line for each level. */
  readonly indent: string;
  /** Columns that `indent` takes: a tab takes several. */
  readonly indentWidth: number;
  /** Columns that a list may reach on one line. */
  readonly printWidth: number;
}

const defaults: JsonLayout = { indent: "  ", indentWidth: 2, printWidth: 80 };

/**
 * Prints data that JSON can hold: an object on lines of its own, a list of scalars on one line where that fits. Without
 * an end of line.
 */
export function prettyJson(value: unknown, layout = defaults): string {
  return print(value, { layout, depth: 0, before: 0, after: 0 });
}

/** Where something is printed. */
interface Place {
  readonly layout: JsonLayout;
  /** Levels of indentation. */
  readonly depth: number;
  /** Columns on the same line between the indentation and the value. */
  readonly before: number;
  /** Columns on the same line behind the value: those of a comma. */
  readonly after: number;
}

function print(value: unknown, { layout, depth, before, after }: Place): string {
  if (!isCollection(value)) return JSON.stringify(value);
  if (Array.isArray(value) && !value.some(isCollection)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    if (depth * layout.indentWidth + before + line.length + after <= layout.printWidth) return line;
  }
  const entries = Array.isArray(value)
    ? value.map((item) => ({ name: "", item }))
    : Object.entries(value).map(([key, item]) => ({ name: `${JSON.stringify(key)}: `, item }));
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (entries.length === 0) return `${open}${close}`;
  const inner = `\n${layout.indent.repeat(depth + 1)}`;
  const lines = entries.map(({ name, item }, index) => {
    const place = {
      layout,
      depth: depth + 1,
      before: name.length,
      after: index < entries.length - 1 ? 1 : 0,
    };
    return inner + name + print(item, place);
  });
  return `${open}${lines.join(",")}\n${layout.indent.repeat(depth)}${close}`;
}

function isCollection(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
