/** Mistakes in the suite. */
import { rekeysBegunBy } from "../checks/rekeys.ts";
import { hostsReachEachOther } from "../checks/traffic.ts";
import { forceRekey, views } from "../checks/tunnels.ts";
import { type AwsEnd, type AwsOptions, awsDefaults } from "../ends/aws.ts";
import type { CipherSuite, GcpEnd } from "../ends/gcp.ts";
import type { Ends } from "../ends/read.ts";
import { until } from "../lab.ts";
import { ensure, type Mistake, neverUp, said, withLinks, works } from "./mistake.ts";

export const suiteMistakes: readonly Mistake[] = [
  {
    source: "RUNBOOK.md",
    what: "Another group in phase 1: 14 on AWS, 16 on Google Cloud",
    ends: (ends) =>
      withGcp(ends, ({ phase1, phase2 }) => ({ phase1: { ...phase1, dh: ["Group-16"] }, phase2 })),
    seen: "at setup",
    shows: (lab) => neverUp(lab, /received NO_PROPOSAL_CHOSEN notify error/),
  },
  {
    source: "crypto/dh-group",
    what: "Group 5 on Google Cloud, and on AWS, which has it in phase 2 alone, everything that phase 1 takes",
    ends: (ends) =>
      withGcp(withAws(ends, { ...awsDefaults, ikeVersions: ["ikev2"] }), ({ phase1, phase2 }) => ({
        phase1: { ...phase1, dh: ["Group-5"] },
        phase2: { ...phase2, pfs: ["Group-5"] },
      })),
    seen: "at setup",
    shows: (lab) => neverUp(lab, /received NO_PROPOSAL_CHOSEN notify error/),
  },
  {
    source: "crypto/encryption",
    what: "AES-CBC-192 on Google Cloud, and on AWS, which lacks it, everything that it has",
    ends: (ends) =>
      withGcp(withAws(ends, { ...awsDefaults, ikeVersions: ["ikev2"] }), ({ phase1, phase2 }) => ({
        phase1: { ...phase1, encryption: ["AES-CBC-192"], integrity: ["HMAC-SHA2-256-128"] },
        phase2: { ...phase2, encryption: ["AES-CBC-192"], integrity: ["HMAC-SHA2-256-128"] },
      })),
    seen: "at setup",
    shows: (lab) => neverUp(lab, /received NO_PROPOSAL_CHOSEN notify error/),
  },
  {
    source: "crypto/ike-version",
    what: "IKEv1 on AWS, IKEv2 on Google Cloud",
    ends: (ends) => withAws(ends, { ...optionsOf(ends), ikeVersions: ["ikev1"] }),
    seen: "at setup",
    shows: (lab) => neverUp(lab, /received NO_PROPOSAL_CHOSEN notify error|received INVALID_MAJOR_VERSION/),
  },
  {
    source: "crypto/phase2-hash",
    what: "AES-CBC with SHA2-384 on AWS, and on Google Cloud every hash that its phase 2 has",
    ends: (ends) => {
      const phase = { encryption: ["AES256"], integrity: ["SHA2-384"] };
      const { phase1, phase2, ...rest } = optionsOf(ends);
      return withGcp(
        withAws(ends, { ...rest, phase1: { ...phase1, ...phase }, phase2: { ...phase2, ...phase } }),
        (suite) => ({
          phase1: {
            ...suite.phase1,
            encryption: ["AES-CBC-256"],
            integrity: ["HMAC-SHA2-384-192"],
            prf: ["PRF-HMAC-SHA2-384"],
          },
          phase2: {
            ...suite.phase2,
            encryption: ["AES-CBC-256"],
            integrity: ["HMAC-SHA1-96", "HMAC-SHA2-256-128", "HMAC-SHA2-512-256"],
          },
        }),
      );
    },
    seen: "at setup",
    shows: async (lab) => {
      await said(lab, "gcp", /received NO_PROPOSAL_CHOSEN notify, no CHILD_SA built/);
      const all = await views(lab);
      ensure(
        all.every(({ esp }) => esp === ""),
        "no IPsec SA",
      );
      ensure(!(await hostsReachEachOther(lab)), "no packet passes");
      ensure(lab.log("gcp", 0).includes("successful"), "the IKE session comes up");
      return "IKE_AUTH succeeds, NO_PROPOSAL_CHOSEN for the IPsec SA";
    },
  },
  {
    source: "RUNBOOK.md",
    what: "Another group in phase 2: 14 on AWS, 16 on Google Cloud",
    ends: (ends) =>
      withGcp(ends, ({ phase1, phase2 }) => ({ phase1, phase2: { ...phase2, pfs: ["Group-16"] } })),
    seen: "at the first rekey",
    shows: async (lab) => {
      await works(lab);
      await forceRekey(lab, "aws", "child");
      await said(lab, "aws", /received NO_PROPOSAL_CHOSEN notify/);
      return "comes up and carries traffic; CREATE_CHILD_SA ends with NO_PROPOSAL_CHOSEN";
    },
  },
  {
    source: "crypto/one-value",
    what: "Every algorithm on AWS, each combination a proposal, and one suite on Google Cloud",
    ends: (ends) => withAws(ends, { ...awsDefaults, ikeVersions: ["ikev2"] }),
    wiring: (wiring) => ({
      ...wiring,
      aws: withLinks(wiring.aws, (link) => ({ ...link, esp: apart(link.esp) })),
    }),
    seen: "at the first rekey",
    shows: async (lab) => {
      await works(lab);
      const before = rekeysBegunBy(lab, "aws", 0).child;
      void forceRekey(lab, "aws", "child");
      await until(50, "the end of the retransmissions", () => /giving up after/.test(lab.log("aws", 0)));
      ensure(rekeysBegunBy(lab, "aws", 0).child > before, "AWS begins a rekey");
      ensure(!lab.log("gcp", 0).includes("parsed CREATE_CHILD_SA request"), "the request never arrives");
      const [, bytes] = /sending packet: .* \((\d{4,}) bytes\)/.exec(lab.log("aws", 0)) ?? [];
      return `comes up; the CREATE_CHILD_SA request has ${bytes} bytes, arrives in fragments, and is lost`;
    },
  },
  {
    source: "crypto/one-value",
    what: "Groups 14, 15 and 16 on AWS; 16, 15, 14, in this order, on Google Cloud",
    ends: (ends) => {
      const { phase1, ...rest } = optionsOf(ends);
      return withGcp(withAws(ends, { ...rest, phase1: { ...phase1, dhGroups: [14, 15, 16] } }), (suite) => ({
        ...suite,
        phase1: { ...suite.phase1, dh: ["Group-16", "Group-15", "Group-14"] },
      }));
    },
    seen: "at setup",
    shows: async (lab) => {
      const all = await views(lab);
      ensure(
        all.every(({ ike }) => ike.endsWith("/MODP_2048")),
        "the lowest group is taken",
      );
      return "MODP_2048, the lowest of AWS's, although Google Cloud's first choice is MODP_4096";
    },
  },
];

function optionsOf({ aws }: Ends): AwsOptions {
  return aws.tunnels[0]?.options ?? awsDefaults;
}

function withAws(ends: Ends, options: AwsOptions): Ends {
  const tunnels = ends.aws.tunnels.map((tunnel) => ({ ...tunnel, options }));
  return { ...ends, aws: { ...ends.aws, tunnels } satisfies AwsEnd };
}

function withGcp(ends: Ends, change: (suite: CipherSuite) => CipherSuite): Ends {
  const tunnels = ends.gcp.tunnels.map((tunnel) => ({ ...tunnel, cipherSuite: change(tunnel.cipherSuite) }));
  return { ...ends, gcp: { ...ends.gcp, tunnels } satisfies GcpEnd };
}

/** Proposals with one algorithm for each role, as many as there are combinations: the size that Google's page speaks of. */
function apart(proposals: readonly string[]): string[] {
  const kinds = [/^aes/, /^sha/, /^(modp|ecp)/];
  return proposals.flatMap((proposal) => {
    const words = proposal.split("-");
    return kinds
      .map((kind) => words.filter((word) => kind.test(word)))
      .filter(({ length }) => length > 0)
      .reduce<string[]>(
        (heads, tails) => heads.flatMap((head) => tails.map((tail) => (head ? `${head}-${tail}` : tail))),
        [""],
      );
  });
}
