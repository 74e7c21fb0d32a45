/** The template as an expression: a function of the view. It speaks to `t`, the functions of `src/render/template.ts`. */
export function templateCode(source: string): string;
