/** Templates and script bodies as modules; scripts/asset-plugin.mjs loads them. */
declare module "*.hbs" {
  const render: (view: object) => string;
  export default render;
}
declare module "*.sh" {
  const text: string;
  export default text;
}

/** Handlebars without its compiler; the package's own types for it are empty. */
declare module "handlebars/dist/cjs/handlebars.runtime.js" {
  import Handlebars from "handlebars";
  export default Handlebars;
}
