import { describe, expect, it } from "vitest";
import { compile } from "../../../../src/compile.ts";
import type { Diagnostic } from "../../../../src/diagnostic.ts";
import { baseExample, secondExample } from "../../../../src/rules/base-example.ts";
import { maxBytes } from "../../../../src/source/findings.ts";
import { locate } from "../../../../src/source/locate.ts";

/** The base example with a suite that may be weak; the lines given begin on line 22. */
const withSuite = (lines: string) => `${baseExample}ipsec:\n  encryption: AES256\n${lines}`;

/** What is reported and what is ignored, each as its rule and line, with its file where there are several. */
function outcome(...texts: string[]) {
  const { diagnostics, ignored, parsed, files } = compile(
    texts.map((text, index) => ({ path: `${index}.yaml`, text })),
  );
  const shown = (found: readonly Diagnostic[]) =>
    found.map(({ rule, place }) => {
      const { file, line } = locate(place, parsed);
      return texts.length === 1 ? `${rule} ${line}` : `${rule} ${file} ${line}`;
    });
  return { reported: shown(diagnostics), ignored: shown(ignored), built: files.length > 0 };
}

describe("an ignore", () => {
  it("silences a warning on its line or the line below", () => {
    const behind = withSuite("  integrity: SHA1 # vpngen-ignore crypto/weak-hash: why\n");
    expect(outcome(behind)).toEqual({ reported: [], ignored: ["crypto/weak-hash 22"], built: true });
    const above = withSuite("  # vpngen-ignore crypto/weak-hash: why\n  integrity: SHA1\n");
    expect(outcome(above)).toEqual({ reported: [], ignored: ["crypto/weak-hash 23"], built: true });
  });

  it("silences a note too", () => {
    const passive = withSuite("  dpd: { action: clear }\n  startup: add\n");
    expect(outcome(passive).reported).toEqual(["crypto/passive 23"]);
    const text = passive.replace("add", "add # vpngen-ignore crypto/passive: why");
    expect(outcome(text)).toEqual({ reported: [], ignored: ["crypto/passive 23"], built: true });
  });

  it("silences neither what is two lines below it nor, from behind a value, what is one below", () => {
    const far = withSuite("  # vpngen-ignore crypto/weak-hash: why\n  dhGroup: 14\n  integrity: SHA1\n");
    expect(outcome(far).reported).toEqual(["crypto/weak-hash 24", "ignore/unused 22"]);
    const behind = withSuite("  dhGroup: 14 # vpngen-ignore crypto/weak-hash: why\n  integrity: SHA1\n");
    expect(outcome(behind).reported).toEqual(["crypto/weak-hash 23", "ignore/unused 22"]);
  });

  it("silences only the rules that it names", () => {
    const suite = "ipsec: { encryption: AES256, integrity: SHA1, dhGroup: 2 }";
    const one = `${baseExample}${suite} # vpngen-ignore crypto/weak-hash: why\n`;
    expect(outcome(one)).toMatchObject({
      reported: ["crypto/weak-group 20"],
      ignored: ["crypto/weak-hash 20"],
    });
    const both = `${baseExample}${suite} # vpngen-ignore crypto/weak-group, crypto/weak-hash: why\n`;
    expect(outcome(both).reported).toEqual([]);
  });

  it("silences every finding of its rule on the line", () => {
    const text = baseExample.replace(
      "cidrs: [10.20.0.0/16]",
      "cidrs: [9.20.0.0/16, 9.30.0.0/16] # vpngen-ignore addressing/public-range: ours",
    );
    const twice = ["addressing/public-range 9", "addressing/public-range 9"];
    expect(outcome(text)).toEqual({ reported: [], ignored: twice, built: true });
  });

  it("is unused where another before it has silenced all there is", () => {
    const comment = "# vpngen-ignore crypto/weak-hash: why\n";
    expect(outcome(withSuite(`  ${comment}  integrity: SHA1 ${comment}`))).toMatchObject({
      reported: ["ignore/unused 23"],
      ignored: ["crypto/weak-hash 23"],
    });
  });

  it("without a reason silences nothing, and is not called unused as well", () => {
    const comment = "# vpngen-ignore crypto/weak-hash\n";
    expect(outcome(withSuite(`  integrity: SHA1 ${comment}`))).toMatchObject({
      reported: ["crypto/weak-hash 22", "ignore/no-reason 22"],
      ignored: [],
    });
    expect(outcome(withSuite(`  integrity: SHA2-256 ${comment}`)).reported).toEqual(["ignore/no-reason 22"]);
  });

  it("silences no error, neither a rule's nor one of the shape", () => {
    const equal = baseExample.replace("asn: 64512", "asn: 65000 # vpngen-ignore bgp/asn-equal: why");
    const reported = ["bgp/asn-equal 16", "ignore/error 16"];
    expect(outcome(equal)).toEqual({ reported, ignored: [], built: false });
    const shape = baseExample.replace("asn: 64512", "asn: x # vpngen-ignore shape/type: why");
    expect(outcome(shape)).toMatchObject({ reported: ["shape/type 16", "ignore/error 16"], built: false });
  });

  it("that is wrong is a warning, so that the file is built", () => {
    const text = `# vpngen-ignore no/such-thing: why\n${baseExample}`;
    expect(outcome(text)).toEqual({ reported: ["ignore/unknown-rule 1"], ignored: [], built: true });
  });

  it("names each wrong rule of several, and silences the others", () => {
    const rules = "crypto/weak-hash, no/such-thing, bgp/asn-equal, crypto/weak-group";
    expect(outcome(withSuite(`  integrity: SHA1 # vpngen-ignore ${rules}: why\n`))).toMatchObject({
      reported: ["ignore/unknown-rule 22", "ignore/error 22", "ignore/unused 22"],
      ignored: ["crypto/weak-hash 22"],
    });
  });
});

describe("the finding about an ignore", () => {
  const findingOf = (comment: string) => {
    const { diagnostics } = compile([
      { path: "vpn.yaml", text: withSuite(`  integrity: SHA2-256 ${comment}\n`) },
    ]);
    return diagnostics[0];
  };

  it.each([
    ["crypto/weak-hahs", "`crypto/weak-hash`"],
    ["ipsec/weak-hash", "`crypto/weak-hash`"],
    ["weak-hash", "`crypto/weak-hash`"],
    ["Crypto/Weak_Hash", "`crypto/weak-hash`"],
    ["bgp/asn-reservd", "`bgp/asn-reserved`"],
  ])("suggests for %s the rule %s", (id, meant) => {
    const found = findingOf(`# vpngen-ignore ${id}: why`);
    expect(found?.message).toBe(`there is no rule \`${id}\`; did you mean ${meant}?`);
    expect(found?.fix).toBe(`Write ${meant}.`);
  });

  it.each([
    ["SC2086", "`SC2086`"],
    ["`x`", '"`x`"'],
    ["\u200bx", '"\\u200bx"'],
    ["x".repeat(1000), `"${"x".repeat(59)}…"`],
  ])("names %j as %s where nothing is near it", (id, shown) => {
    expect(findingOf(`# vpngen-ignore ${id}: why`)?.message).toBe(`there is no rule ${shown}`);
  });

  it("shows how to write a reason, with the rules that were named where these are short and plain", () => {
    expect(findingOf("# vpngen-ignore crypto/weak-hash,crypto/passive")?.fix).toMatch(
      /^Write `# vpngen-ignore crypto\/weak-hash, crypto\/passive: reason`;/,
    );
    expect(findingOf("# vpngen-ignore crypto/weak-hash,`x`")?.rule).toBe("ignore/unknown-rule");
    expect(findingOf("# vpngen-ignore")?.fix).toMatch(/^Write `# vpngen-ignore crypto\/weak-hash: reason`;/);
  });

  it("shows where the rule finds something, if it does in this file", () => {
    const text = `# vpngen-ignore crypto/weak-hash: why\n${withSuite("  integrity: SHA1\n")}`;
    const { diagnostics } = compile([{ path: "vpn.yaml", text }]);
    const place = { file: "vpn.yaml", path: ["ipsec", "integrity"], part: "value" };
    expect(diagnostics.find(({ rule }) => rule === "ignore/unused")).toMatchObject({
      fix: "Move the comment to the line of the finding, or to the line above it.",
      related: [{ place, message: "a finding of this rule is here" }],
    });
  });
});

describe("for an ignore, the line of a finding", () => {
  it("about a default is that of the nearest key that is written", () => {
    const taking = `${baseExample}preSharedKeys: { gcp: { secrets: "batch-psk-{tunnel}" } }\n`;
    expect(outcome(taking, secondExample).reported).toEqual(["secrets/shared 1.yaml 1"]);
    const comment = "# vpngen-ignore secrets/shared: one team";
    expect(outcome(taking, secondExample.replace("\n", ` ${comment}\n`))).toMatchObject({
      reported: [],
      ignored: ["secrets/shared 1.yaml 1"],
    });
    const other = `${secondExample}preSharedKeys: ${comment}\n  source: generated\n`;
    expect(outcome(taking, other)).toMatchObject({ reported: [], ignored: ["secrets/shared 1.yaml 20"] });
  });

  it("about what comes through an alias is where that is written", () => {
    const comment = "# vpngen-ignore addressing/public-range: ours";
    const text = `x-range: &range 9.20.0.0/16\n${baseExample.replace("[10.20.0.0/16]", "[*range]")}`;
    expect(outcome(text.replace("/16\n", `/16 ${comment}\n`))).toMatchObject({
      reported: [],
      ignored: ["addressing/public-range 1"],
    });
    expect(outcome(text.replace("[*range]", `[*range] ${comment}`)).reported).toEqual([
      "addressing/public-range 1",
      "ignore/unused 10",
    ]);
  });

  it("about a value of several lines is its first", () => {
    const text = baseExample.replace(
      "cidrs: [10.20.0.0/16]",
      "cidrs:\n        # vpngen-ignore addressing/public-range: ours\n        - 9.20.0.0/16",
    );
    expect(outcome(text)).toMatchObject({ reported: [], ignored: ["addressing/public-range 11"] });
  });

  it("about two places is that of the first, and not of a related one", () => {
    const comment = "# vpngen-ignore bgp/advertise-overlap: why";
    const text = baseExample.replace("network: prod", "network: prod\n  advertise: [10.20.4.0/24]");
    const found = "bgp/advertise-overlap 18";
    expect(outcome(text.replace("4.0/24]", `4.0/24] ${comment}`)).ignored).toEqual([found]);
    const related = outcome(text.replace("cidrs: [10.20.0.0/16]", `cidrs: [10.20.0.0/16] ${comment}`));
    expect(related.ignored).toEqual([]);
    expect(related.reported).toContain(found);
    expect(related.reported).toContain("ignore/unused 9");
  });
});

describe("an ignore that silences nothing", () => {
  const hash = "  # vpngen-ignore crypto/weak-hash: why\n";

  it("is a finding where its rule has looked, also beside a broken section", () => {
    expect(outcome(withSuite(hash)).reported).toEqual(["ignore/unused 22"]);
    const broken = withSuite(hash).replace("asn: 64512", "asn: x");
    expect(outcome(broken).reported).toEqual(["shape/type 16", "ignore/unused 22"]);
  });

  it("is none where a section that the rule needs is broken", () => {
    expect(outcome(withSuite(`${hash}  dhGroup: x\n`)).reported).toEqual(["shape/type 23"]);
    const two = baseExample.replace("gcp:", "# vpngen-ignore addressing/docker: why\ngcp:");
    expect(outcome(two).reported).toEqual(["ignore/unused 13"]);
    expect(outcome(two.replace("asn: 65000", "asn: x")).reported).toEqual(["shape/type 5"]);
  });

  it("is none of a rule on whole files in one that is not whole", () => {
    const text = `# vpngen-ignore mtu/fixed-platform: why\n${baseExample}`;
    expect(outcome(text).reported).toEqual(["ignore/unused 1"]);
    expect(outcome(`${text}colour: blue\n`).reported).toEqual(["shape/unknown-key 21", "ignore/unused 1"]);
    expect(outcome(`${text}tunnels: { insideCidrs: 4 }\n`).reported).toEqual(["shape/type 21"]);
  });

  it("is none of a rule across files, as the other file may not be part of the run", () => {
    const text = `# vpngen-ignore secrets/shared: why\n${baseExample}`;
    expect(outcome(text).reported).toEqual([]);
    expect(outcome(text, secondExample).reported).toEqual([]);
  });
});

describe("in a run of several files, an ignore", () => {
  const [first, second] = [baseExample, secondExample].map(
    (text) => `${text}preSharedKeys:\n  gcp:\n    secrets: "psk-{tunnel}"\n`,
  ) as [string, string];
  const ignoring = (text: string) =>
    text.replace('{tunnel}"', '{tunnel}" # vpngen-ignore secrets/shared: one');

  it("of a rule across files counts in the file of the finding's own place", () => {
    expect(outcome(first, second).reported).toEqual(["secrets/shared 1.yaml 22"]);
    expect(outcome(first, ignoring(second))).toEqual({
      reported: [],
      ignored: ["secrets/shared 1.yaml 22"],
      built: true,
    });
    expect(outcome(ignoring(first), second).reported).toEqual(["secrets/shared 1.yaml 22"]);
  });

  it("says nothing of the same line in another file", () => {
    const hash = withSuite("  integrity: SHA1\n");
    const other = `${secondExample}ipsec:\n  encryption: AES256\n  integrity: SHA1 # vpngen-ignore crypto/weak-hash: why\n`;
    expect(outcome(hash, other)).toMatchObject({
      reported: ["crypto/weak-hash 0.yaml 22"],
      ignored: ["crypto/weak-hash 1.yaml 22"],
    });
  });
});

it("a file that is nothing but ignores is read in less than a few seconds", () => {
  const lines = Math.floor(maxBytes / 40) - 1000;
  const text = `${"# vpngen-ignore crypto/weak-hash: why\n".repeat(lines)}${baseExample}`;
  const start = performance.now();
  const { diagnostics } = compile([{ path: "vpn.yaml", text }]);
  expect(diagnostics.filter(({ rule }) => rule === "ignore/unused")).toHaveLength(lines);
  expect(performance.now() - start).toBeLessThan(5000);
});
