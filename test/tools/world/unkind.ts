/** Each script on answers of which one is damaged: what it may say, do and start then. */
import { expect } from "vitest";
import { type Artifacts, artifactsOf } from "../../support/artifacts.ts";
import { exampleText } from "../../support/examples.ts";
import { type Mutation, wholeMutations, wordMutations } from "../../support/mutations.ts";
import { type Answer, newReplay, type Replayed, record, trap } from "./recording.ts";
import { openVpn, type Vpn } from "./vpn.ts";

interface Case {
  readonly script: string;
  readonly args: readonly string[];
  /** What it says where all is well. */
  readonly claim: RegExp;
  /** The calls without whose answers it cannot say that. */
  readonly rests: RegExp;
}

export const cases: readonly Case[] = [
  {
    script: "verify.sh",
    args: [],
    claim: /\] healthy/,
    rests: /describe-vpn-connections|describe-route-tables|get-status|vpn-tunnels list/,
  },
  {
    script: "secrets.sh",
    args: ["check"],
    claim: /key is the same in both stores/,
    rests: /get-secret-value|versions (list|access)|describe-secret/,
  },
  {
    script: "secrets.sh",
    args: ["create"],
    claim: /key is the same in both stores/,
    rests: /get-secret-value|versions (list|access)|describe-secret/,
  },
  {
    script: "aws/tunnel-options.sh",
    args: ["--dry-run"],
    claim: /all tunnels are as declared/,
    rests: /Options\.TunnelOptions/,
  },
  {
    script: "aws/outside-addresses.sh",
    args: ["--dry-run"],
    claim: /is up to date/,
    rests: /describe-vpn-connections/,
  },
  {
    script: "gcp/gcloud.sh",
    args: ["tunnels", "--dry-run"],
    claim: /all is as declared|nothing was changed/,
    rests: /describe tokyo/,
  },
  {
    script: "roll.sh",
    args: ["--suite", "--dry-run", "--gcp", "gcloud"],
    claim: /would roll 0 of 4/,
    rests:
      /describe-vpn-connections --vpn-connection-ids \S+ --query VpnConnections\[0\]\.Options|vpn-tunnels describe/,
  },
  {
    script: "destroy.sh",
    args: ["--dry-run", "--gcp", "gcloud", "--with-retained", "--with-secrets"],
    claim: /delete-vpn-connection/,
    rests: /describe-vpn-connections/,
  },
];

interface Damage {
  readonly answer: Answer;
  readonly mutation: Mutation;
  readonly whole: boolean;
}

/** A VPN that stands, with what its scripts hear, for all tests of a file; the caller must await `close`. */
export async function openUnkind() {
  const text = exampleText("examples/tokyo/vpn.yaml");
  const vpn = await openVpn({ tool: "gcloud", text });
  await vpn.stand();
  const ready = await vpn.folder.run("aws/outside-addresses.sh");
  expect(ready, ready.stderr).toMatchObject({ code: 0 });
  return {
    vpn,
    prepare: (one: Case) => prepare(vpn, artifactsOf(text), one),
    close: () => vpn.close(),
  };
}

async function prepare(vpn: Vpn, artifacts: Artifacts, { script, args, claim, rests }: Case) {
  const { folder, answers, result } = await record(vpn.folder, script, ...args);
  expect(result, result.stderr).toMatchObject({ code: 0 });
  expect(result.stdout + result.stderr).toMatch(claim);
  const handed = ["psk-versions.json", "gcp-addresses.json", "aws-addresses.json"];
  const files = Object.fromEntries(handed.map((name) => [name, vpn.folder.read(name)]));
  const replay = newReplay(folder, { ...artifacts, ...files });
  const unharmed = await replay.run({ id: "", text: "", status: 0 }, script, ...args);
  expect(unharmed, unharmed.output).toMatchObject({ code: 0, strange: "" });
  const damages = answers.flatMap((answer): Damage[] => [
    ...wholeMutations(answer.text).map((mutation) => ({ answer, mutation, whole: true })),
    ...wordMutations(answer.text, trap(replay.home)).map((mutation) => ({ answer, mutation, whole: false })),
  ]);
  return {
    damages,
    run: ({ answer: { id }, mutation }: Damage) => replay.run({ id, ...mutation }, script, ...args),
    /** What is wrong with a run, or nothing. */
    wrong({ answer, mutation, whole }: Damage, { code, output, executed, strange }: Replayed): string[] {
      const where = `${script} ${args.join(" ")}\n  ${mutation.name} from: ${answer.call}\n`;
      const claims = code === 0 && claim.test(output) && whole && rests.test(answer.call);
      return [
        executed && "it runs what an answer says",
        claims && "it says that all is well",
        (code < 0 || code > 6) && `it ends with status ${code}`,
        /--secret-string|data-file|shared-secret/.test(strange) && "it stores a key",
      ].flatMap((what) => (what ? [`${what}: ${where}${output.slice(-600)}`] : []));
    },
    close: () => replay.remove(),
  };
}
