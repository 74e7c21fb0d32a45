import { expect, test } from "vitest";
import { awsPolicy } from "../../../src/targets/runbook/access.ts";
import { alone } from "../../support/artifacts.ts";
import { exampleText, topologyOf } from "../../support/examples.ts";

/** Statement of a policy about the KMS key of the secrets. */
function statementFor(kmsKey: string): unknown {
  const text = `${exampleText("examples/existing-tgw/vpn.yaml").replace(/^preSharedKeys:\n( .*\n)+/m, "")}
preSharedKeys: { source: generated${kmsKey && `, aws: { kmsKey: "${kmsKey}" }`} }
`;
  const { Statement } = JSON.parse(awsPolicy({ topology: topologyOf(text), artifacts: alone.artifacts })) as {
    Statement: { Sid: string }[];
  };
  return Statement.find(({ Sid }) => Sid === "KeyOfKeys");
}

const allowed = { Sid: "KeyOfKeys", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"] };
const { aws } = topologyOf(exampleText("examples/existing-tgw/vpn.yaml"));
const id = "1234abcd-12ab-34cd-56ef-1234567890ab";
const condition = { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/vpn" } };

test("a policy says nothing of KMS where Secrets Manager's own key is used", () => {
  expect(statementFor("")).toBeUndefined();
});

test.each([
  [`arn:aws:kms:us-east-1:111122223333:key/${id}`, `arn:aws:kms:us-east-1:111122223333:key/${id}`],
  [id, `arn:*:kms:${aws.region}:${aws.account || "*"}:key/${id}`],
])("a policy allows the use of KMS key %s", (key, Resource) => {
  expect(statementFor(key)).toEqual({ ...allowed, Resource });
});

test.each([
  ["alias/vpn", `arn:*:kms:${aws.region}:${aws.account || "*"}:key/*`],
  ["arn:aws:kms:us-east-1:111122223333:alias/vpn", "arn:aws:kms:us-east-1:111122223333:key/*"],
])("a policy knows KMS key %s by its alias", (key, Resource) => {
  expect(statementFor(key)).toEqual({ ...allowed, Resource, Condition: condition });
});
