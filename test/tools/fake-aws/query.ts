/** The wire of EC2, STS and CloudFormation: requests as form parameters, answers as XML. */

/** Parameters by their full name, such as `TunnelOptions.IKEVersion.1.Value`. */
export type Parameters = ReadonlyMap<string, string>;

export type Answer =
  | string
  | number
  | boolean
  | undefined
  | readonly Answer[]
  | { readonly [name: string]: Answer };

/** An error as the API answers it: its code and message, with HTTP status 400. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function parametersOf(body: string): Parameters {
  return new Map(new URLSearchParams(body));
}

/** The parameters below a name, with the rest of their names. */
export function below(parameters: Parameters, name: string): Map<string, string> {
  const prefix = `${name}.`;
  return new Map(
    [...parameters]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), value]),
  );
}

export function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (value === undefined) throw new Refusal("MissingParameter", `the request must contain ${name}`);
  return value;
}

/** XML of an answer; a list becomes elements named `member` where STS and CloudFormation say so. */
export function xml(answer: Answer, item: "item" | "member" = "item"): string {
  if (answer === undefined) return "";
  if (typeof answer !== "object") return escapeXml(String(answer));
  if (Array.isArray(answer)) return answer.map((each) => `<${item}>${xml(each, item)}</${item}>`).join("");
  return Object.entries(answer)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${xml(value, item)}</${name}>`)
    .join("");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The list `name.1`, `name.2` and so on. */
export function listed(parameters: Parameters, name: string): string[] {
  const values: string[] = [];
  for (let at = 1; parameters.has(`${name}.${at}`); at += 1)
    values.push(parameters.get(`${name}.${at}`) ?? "");
  return values;
}

/** `Filter.1.Name` with `Filter.1.Value.1` and so on, by name. */
export function filters(parameters: Parameters): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (let at = 1; parameters.has(`Filter.${at}.Name`); at += 1)
    found.set(parameters.get(`Filter.${at}.Name`) ?? "", listed(parameters, `Filter.${at}.Value`));
  return found;
}

/** The items that have one of the wanted values in each of the filters. Throws where a filter is not known. */
export function filtered<T>(
  items: readonly T[],
  wanted: ReadonlyMap<string, readonly string[]>,
  fields: Readonly<Record<string, (item: T) => string | readonly string[]>>,
): T[] {
  return items.filter((item) =>
    [...wanted].every(([name, values]) => {
      const field = fields[name];
      if (!field) throw new Refusal("InvalidParameterValue", `the fake does not know the filter ${name}`);
      return [field(item)].flat().some((value) => values.includes(value));
    }),
  );
}

/** Fields of the filters by tag, of items that have tags. */
export function tagFields<T>(
  wanted: ReadonlyMap<string, readonly string[]>,
  tagsOf: (item: T) => readonly { readonly Key: string; readonly Value: string }[],
): Record<string, (item: T) => readonly string[]> {
  const keys = [...wanted.keys()].filter((name) => name.startsWith("tag:"));
  return Object.fromEntries(
    keys.map((name) => [
      name,
      (item: T) =>
        tagsOf(item)
          .filter(({ Key }) => `tag:${Key}` === name)
          .map(({ Value }) => Value),
    ]),
  );
}
