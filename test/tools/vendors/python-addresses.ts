/** What the internet's registries fix, against the special networks that Python's standard library has. */
import * as facts from "../../../src/facts/internet.ts";
import { type Comparisons, verdicts } from "./comparison.ts";
import { pythonAddresses } from "./models.ts";

let addresses: ReturnType<typeof pythonAddresses> | undefined;
function python(): ReturnType<typeof pythonAddresses> {
  addresses ??= pythonAddresses();
  return addresses;
}

/** Those of our ranges that Python has too: it has no list of this name alone. */
function amongPrivate(ours: readonly string[]) {
  return { ours, theirs: () => ({ Python: ours.filter((range) => python().private.includes(range)) }) };
}

export const internetComparisons: Comparisons = {
  linkLocalRange: { ours: facts.linkLocalRange.value, theirs: () => ({ Python: python().linkLocal }) },
  sharedAddressSpace: { ours: facts.sharedAddressSpace.value, theirs: () => ({ Python: python().shared }) },
  privateRanges: amongPrivate(facts.privateRanges.value),
  documentationRanges: amongPrivate(facts.documentationRanges.value),
  unroutableRanges: {
    ours: facts.unroutableRanges.value,
    theirs: () => {
      const {
        private: [thisNetwork],
        loopback,
        linkLocal,
        multicast,
        reserved,
      } = python();
      return { Python: [thisNetwork, loopback, linkLocal, multicast, reserved] };
    },
  },
  publicAddressPattern: {
    ours: {},
    theirs: () => {
      // Of 192.0.0.0/24, whose entries the registry has since joined to one, older Pythons know parts.
      const known = Object.entries(python().public).filter(([address]) => !address.startsWith("192.0.0."));
      const verdict = verdicts(
        facts.publicAddressPattern.value,
        known.map(([address]) => address),
      );
      return {
        Python: Object.fromEntries(known.filter(([address, isPublic]) => verdict[address] !== isPublic)),
      };
    },
  },
};
