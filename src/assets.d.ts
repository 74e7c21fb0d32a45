/** Templates and script bodies as modules; scripts/asset-plugin.mjs loads them. */
declare module "*.hbs" {
  const render: (view: object) => string;
  export default render;
}
declare module "*.sh" {
  const text: string;
  export default text;
}
declare module "*?lazy" {
  /** Loads the module, the first time; `Module` is its type, `typeof import("./x.ts")`. */
  const load: <Module>() => Module;
  export default load;
}
