/** Templates and script bodies as modules; scripts/asset-plugin.mjs loads them. */
declare module "*.hbs" {
  const render: (view: object) => string;
  export default render;
}
declare module "*.sh" {
  const text: string;
  export default text;
}
