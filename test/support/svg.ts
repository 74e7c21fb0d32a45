/** The picture as data: what stands where. Throws where a line is not of the few forms that the template prints. */

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Svg extends Area {
  readonly rectangles: readonly (Area & { readonly style: string })[];
  readonly labels: readonly (Area & { readonly text: string; readonly style: string })[];
}

const attribute = /([\w-]+)="([^"<]*)"/g;

export function readSvg(svg: string): Svg {
  const body = svg.slice(svg.indexOf("</style>")).split("\n").slice(1, -2);
  const elements = body.map((line) => {
    const [, name, attributes = "", text = ""] =
      /^ {2}<(rect|line|text)((?: [\w-]+="[^"<&]*")+)(?:\/>|>([^<>]*)<\/text>)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`not of the template's form: ${line}`);
    const values = Object.fromEntries(
      [...attributes.matchAll(attribute)].map(([, key, value]) => [key, value]),
    );
    return { name, text: unescaped(text), style: values.class ?? "", values };
  });
  const number = (values: Record<string, string | undefined>, name: string) => Number(values[name] ?? 0);
  const rectangles = elements
    .filter(({ name }) => name === "rect")
    .map(({ values, style }) => {
      const [left, top] = [number(values, "x"), number(values, "y")];
      return {
        left,
        top,
        right: left + number(values, "width"),
        bottom: top + number(values, "height"),
        style,
      };
    });
  const labels = elements
    .filter(({ name }) => name === "text")
    .map(({ values, style, text }) => {
      const length = number(values, "textLength");
      const share = style.includes("end") ? 1 : style.includes("middle") ? 0.5 : 0;
      const left = number(values, "x") - length * share;
      const base = number(values, "y");
      return { left, right: left + length, top: base - 10, bottom: base + 3, style, text };
    });
  const [page] = rectangles;
  if (page === undefined) throw new Error("the picture has no page");
  return { ...page, rectangles: rectangles.slice(1), labels };
}

function unescaped(text: string): string {
  if (/&(?!#\d+;)/.test(text)) throw new Error(`not escaped: ${text}`);
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
}
