import fc from "fast-check";
import prettier from "prettier";
import { expect, test } from "vitest";
import { OutputError } from "../../../src/output/error.ts";
import { isUsersOwn, parseManifest, printManifest, staysInside } from "../../../src/output/manifest.ts";

const path = "generated/tokyo/.vpngen.json";

function refusal(text: string): string {
  try {
    parseManifest(text, path);
  } catch (error) {
    if (error instanceof OutputError && error.path === path) return error.message;
    throw error;
  }
  return "accepted";
}

test("a manifest has one line a file, sorted, and nothing of when or by which version", () => {
  const manifest = new Map([
    ["aws/tunnel-options.sh", "tunnel-options"],
    ["RUNBOOK.md", "runbook"],
  ]);
  expect(printManifest(manifest)).toBe(`{
  "comment": "Made by vpngen: the files here that it may overwrite or, with --prune, delete. Do not edit.",
  "files": {
    "RUNBOOK.md": "runbook",
    "aws/tunnel-options.sh": "tunnel-options"
  }
}
`);
});

test("a manifest is a fixed point of Prettier's defaults", async () => {
  for (const manifest of [new Map(), new Map([["a", "t"]]), new Map([[`${"long/".repeat(40)}x`, "t"]])]) {
    const text = printManifest(manifest);
    expect(await prettier.format(text, { parser: "json" })).toBe(text);
  }
});

test("every manifest reads back as it was, whatever the order of its files", () => {
  const name = fc.string({ minLength: 1 }).filter((text) => staysInside(text) && !isUsersOwn(text));
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(name, fc.string()), { selector: ([key]) => key }), (files) => {
      const manifest = new Map(files);
      const text = printManifest(manifest);
      expect(new Map([...parseManifest(text, path)].sort())).toEqual(new Map([...manifest].sort()));
      expect(printManifest(new Map([...files].reverse()))).toBe(text);
    }),
  );
});

test("a manifest with CRLF line ends or a byte order mark reads the same", () => {
  const manifest = new Map([["RUNBOOK.md", "runbook"]]);
  const text = `\uFEFF${printManifest(manifest).replaceAll("\n", "\r\n")}`;
  expect(parseManifest(text, path)).toEqual(manifest);
});

test.each(["", "nonsense", "null", "[]", "{}", '{"files": null}', '{"files": ["a"]}', '{"files": {'])(
  "the damaged manifest %j is refused with what to do",
  (text) => {
    expect(refusal(text)).toBe(
      `${path} is damaged: restore it from version control, or delete it and the files that vpngen made`,
    );
  },
);

test("a manifest with merge conflict markers says to keep both sides", () => {
  const text = '{\n  "files": {\n<<<<<<< HEAD\n    "a": "t"\n=======\n    "b": "t"\n>>>>>>> other\n  }\n}\n';
  expect(refusal(text)).toBe(
    `${path} has merge conflict markers: keep the lines of both sides, then run vpngen build`,
  );
});

test.each([
  "../secrets.sh",
  "aws/../../x",
  "/etc/passwd",
  "//host/share",
  "C:/Windows/x",
  "C:x",
  "aws\\..\\..\\x",
  "aws//x",
  "./x",
  "aws/",
  "",
  ".",
  "..",
  "a\0b",
])("a manifest that lists %j is refused", (name) => {
  expect(refusal(JSON.stringify({ files: { [name]: "runbook" } }))).toBe(
    `${path} lists ${JSON.stringify(name)}, which is not a path in this folder: delete that line`,
  );
});

test.each([
  "gcp/terraform/terraform.tfstate",
  "gcp/terraform/terraform.tfstate.backup",
  "gcp/terraform/.terraform.lock.hcl",
  "gcp/terraform/.terraform/providers/x",
  "gcp/terraform/backend.tf",
  "gcp/terraform/prod.tfvars",
  "gcp/terraform/aws.auto.tfvars.json",
  "gcp/terraform/PROD.TFVARS",
  ".git/config",
  ".vpngen.json",
])("a manifest that claims the user's own %s is refused", (name) => {
  expect(refusal(JSON.stringify({ files: { [name]: "terraform" } }))).toBe(
    `${path} lists "${name}", which vpngen never makes: delete that line`,
  );
});

test("a manifest that gives a file no target is refused", () => {
  expect(refusal('{"files": {"a": 1}}')).toBe(`${path} gives "a" no target: restore it from version control`);
});
