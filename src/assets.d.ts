/** Templates and script bodies as modules; scripts/asset-plugin.mjs loads them. */
declare module "*.hbs" {
  const render: (view: object) => string;
  export default render;
}
declare module "*?sh" {
  /** The texts of a folder's scripts, by their paths in it. */
  const files: Readonly<Record<string, string>>;
  export default files;
}
declare module "*?lazy" {
  /** Loads the module, the first time; `Module` is its type, `typeof import("./x.ts")`. */
  const load: <Module>() => Module;
  export default load;
}
