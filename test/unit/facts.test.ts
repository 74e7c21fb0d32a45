import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import * as aws from "../../src/facts/aws.ts";
import * as awsNetwork from "../../src/facts/aws-network.ts";
import * as cli from "../../src/facts/cli.ts";
import * as gcp from "../../src/facts/gcp.ts";
import * as gcpAnswers from "../../src/facts/gcp-answers.ts";
import * as iam from "../../src/facts/iam.ts";
import * as internet from "../../src/facts/internet.ts";
import * as sops from "../../src/facts/sops.ts";
import * as terraform from "../../src/facts/terraform.ts";

const root = path.resolve(import.meta.dirname, "../..");
const facts = Object.entries({
  aws,
  awsNetwork,
  cli,
  gcp,
  gcpAnswers,
  iam,
  internet,
  sops,
  terraform,
}).flatMap(([module, exports]) =>
  Object.entries(exports).map(([name, fact]) => ({ name: `${module}.${name}`, fact })),
);
/** The program, and the tests' fake of Google Cloud. */
const users = ["src", "test/tools/fake-gcp"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(path.join(root, folder, file), "utf8")),
);

test.each(facts)("$name has a link and a day", ({ fact }) => {
  expect(fact.source).toMatch(/^https:\/\/\S+$/);
  expect(fact.checked).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(fact.value).toBeDefined();
});

test.each(facts)("$name is used", ({ name }) => {
  const word = name.replace(/.*\./, "");
  const uses = users.filter((text) =>
    new RegExp(`\\b${word}\\b(?!: )`).test(text.replace(/export const \w+/g, "")),
  );
  expect(uses.length).toBeGreaterThan(0);
});
