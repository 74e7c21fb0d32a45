/** The texts of test/unit/source/yaml/read.test.ts, as large as a file may be. */
import { describe, expect, it } from "vitest";
import { maxBytes } from "../../src/source/findings.ts";
import { parseFile } from "../../src/source/parse.ts";
import { hostileTexts } from "../support/hostile.ts";

describe("a hostile file of 1 MiB", () => {
  it.each(hostileTexts(maxBytes))(
    "of %s is refused within seconds",
    (_name, text) => {
      const { config, diagnostics } = parseFile({ path: "vpn.yaml", text: text.slice(0, maxBytes) });
      expect(config).toBeUndefined();
      expect(diagnostics.length).toBeGreaterThan(0);
    },
    30_000,
  );
});
