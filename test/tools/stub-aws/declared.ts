/** The tunnel options of examples/tokyo as AWS's answers spell them, written out by hand. */
import type { Answer } from "../fake-aws/query.ts";

const group = "arn:aws:logs:ap-northeast-1:123456789012:log-group:/aws/vendedlogs/tokyo-vpn";

export const tokyoOptions: Readonly<Record<string, Answer>> = {
  ikeVersionSet: [{ value: "ikev2" }],
  phase1EncryptionAlgorithmSet: [{ value: "AES256-GCM-16" }],
  phase1IntegrityAlgorithmSet: [{ value: "SHA2-256" }],
  phase1DHGroupNumberSet: [{ value: 14 }],
  phase2EncryptionAlgorithmSet: [{ value: "AES256-GCM-16" }],
  phase2IntegrityAlgorithmSet: [{ value: "SHA2-256" }],
  phase2DHGroupNumberSet: [{ value: 14 }],
  phase1LifetimeSeconds: 28800,
  phase2LifetimeSeconds: 3600,
  rekeyMarginTimeSeconds: 270,
  rekeyFuzzPercentage: 100,
  replayWindowSize: 1024,
  dpdTimeoutSeconds: 30,
  dpdTimeoutAction: "restart",
  startupAction: "start",
  logOptions: {
    cloudWatchLogOptions: {
      logEnabled: true,
      logGroupArn: `${group}:*`,
      logOutputFormat: "json",
      bgpLogEnabled: true,
      bgpLogGroupArn: `${group}:*`,
      bgpLogOutputFormat: "json",
    },
  },
};
