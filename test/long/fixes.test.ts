/** Five hundred damaged files, fixed as far as a machine can. */
import fc from "fast-check";
import { test } from "vitest";
import { stringify } from "yaml";
import { arbitraryVpn } from "../support/arbitrary.ts";
import { damagedOnce } from "../support/document-damage.ts";
import { expectFixed } from "../support/fixes.ts";

test("of five hundred damaged files, what can be fixed is fixed", () => {
  const damaged = arbitraryVpn()
    .chain(({ document }) => damagedOnce(document))
    .chain(({ document }) => damagedOnce(document));
  fc.assert(
    fc.property(damaged, ({ document }) => expectFixed(stringify(document))),
    { numRuns: 500 },
  );
});
