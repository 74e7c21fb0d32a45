/** Tells Stryker to leave a rule's words alone: its examples say what the tests expect, and are no code. */
import { declareValuePlugin, PluginKind } from "@stryker-mutator/api/plugin";

const words = new Set(["bad", "good"]);

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, "words", {
    shouldIgnore(path) {
      if (path.isObjectProperty() && words.has(path.node.key.name)) return "An example, not code";
      return undefined;
    },
  }),
];
