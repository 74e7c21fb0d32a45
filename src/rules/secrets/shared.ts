import { preSharedKeyPattern } from "../../facts/aws.ts";
import { clashes, identityOf } from "../across-files.ts";
import { runRule } from "../rule.ts";

export const shared = runRule({
  id: "secrets/shared",
  severity: "warning",
  title: "No two VPNs read the same secret",
  why: "Both VPNs get the same key, and rotating it in one breaks the other when a tunnel is next negotiated from the beginning. Rekeys need no key, so that may be weeks later.",
  fix: 'Put {name} into the pattern, as in "{name}-psk-{tunnel}".',
  source: preSharedKeyPattern.source,
  needs: "run",
  *check(vpns) {
    const claims = vpns.flatMap((vpn) => {
      const { aws, keys, tunnels } = vpn.topology;
      const one = tunnels.slice(0, 1);
      return [
        ...one.map(({ awsSecret }) => ({
          vpn,
          cloud: "aws",
          identity: identityOf(aws.account, aws.region, awsSecret),
        })),
        ...one.map(({ gcpSecret }) => ({
          vpn,
          cloud: "gcp",
          identity: identityOf(keys.gcpProject, gcpSecret),
        })),
      ].map((claim) => ({ ...claim, at: ["preSharedKeys", claim.cloud, "secrets"] }));
    });
    for (const { first, other } of clashes(claims)) {
      yield {
        file: other.vpn.file,
        at: other.at,
        message: `these secrets are those of ${first.vpn.file} too`,
        related: [{ file: first.vpn.file, at: first.at, message: "the same names" }],
      };
    }
  },
  bad: {
    yaml: 'preSharedKeys: { gcp: { secrets: "psk-{tunnel}" } }',
    others: ['preSharedKeys: { gcp: { secrets: "psk-{tunnel}" } }'],
    at: ["preSharedKeys", "gcp", "secrets"],
  },
  good: {
    yaml: 'preSharedKeys: { gcp: { secrets: "psk-{name}-{tunnel}" } }',
    others: ['preSharedKeys: { gcp: { secrets: "psk-{name}-{tunnel}" } }'],
  },
});
