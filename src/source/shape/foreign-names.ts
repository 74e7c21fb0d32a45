/** Names of settings in AWS's API, Terraform and Google Cloud, and the key that has them here. */

/** By name in lowercase without dashes, underscores, and the tunnel's number. */
export const foreignNames: Readonly<Record<string, string>> = {
  phase1encryptionalgorithms: "ipsec.encryption",
  phase2encryptionalgorithms: "ipsec.encryption",
  phase1integrityalgorithms: "ipsec.integrity",
  phase2integrityalgorithms: "ipsec.integrity",
  phase1dhgroupnumbers: "ipsec.dhGroup",
  phase2dhgroupnumbers: "ipsec.dhGroup",
  phase1encryption: "ipsec.encryption",
  phase2encryption: "ipsec.encryption",
  phase1integrity: "ipsec.integrity",
  phase2integrity: "ipsec.integrity",
  phase1dh: "ipsec.dhGroup",
  phase2dh: "ipsec.dhGroup",
  phase1lifetimeseconds: "ipsec.lifetimes.phase1",
  phase2lifetimeseconds: "ipsec.lifetimes.phase2",
  dpdtimeoutseconds: "ipsec.dpd.timeout",
  dpdtimeoutaction: "ipsec.dpd.action",
  startupaction: "ipsec.startup",
  rekeymargintimeseconds: "ipsec.rekey.margin",
  rekeyfuzzpercentage: "ipsec.rekey.fuzz",
  replaywindowsize: "ipsec.replayWindow",
  ikeversions: "ipsec.ikeVersion",
  enabletunnellifecyclecontrol: "tunnels.lifecycleControl",
  insidecidr: "tunnels.insideCidrs",
  tunnelinsidecidr: "tunnels.insideCidrs",
  logoptions: "aws.logs",
  cloudwatchlogoptions: "aws.logs",
  loggroupname: "aws.logs.group",
  loggrouparn: "aws.logs.group",
  amazonsideasn: "aws.asn",
  awsasn: "aws.asn",
  gcpasn: "gcp.asn",
  bgpasn: "gcp.asn",
  projectid: "gcp.project",
  hostproject: "gcp.project",
  networkname: "gcp.network",
  vpcnetwork: "gcp.network",
  routername: "gcp.router.name",
  cloudrouter: "gcp.router",
  keepaliveinterval: "gcp.keepalive",
  advertisedipranges: "gcp.advertise",
  advertisedgroups: "gcp.advertise",
  advertisemode: "gcp.advertise",
  bgproutingmode: "gcp.routingMode",
  accountid: "aws.account",
  ownerid: "aws.account",
  awsregion: "aws.region",
  gcpregion: "gcp.region",
  kmskeyid: "preSharedKeys.aws.kmsKey",
  presharedkeystorage: "preSharedKeys.aws.storage",
  cipher: "ipsec.encryption",
  encryptionalgorithm: "ipsec.encryption",
  hash: "ipsec.integrity",
  integrityalgorithm: "ipsec.integrity",
  prf: "ipsec.integrity",
  diffiehellman: "ipsec.dhGroup",
  diffiehellmangroup: "ipsec.dhGroup",
  salifetime: "ipsec.lifetimes",
};

/** The key that a setting of another tool has here. */
export function homeOfForeignName(name: string): string | undefined {
  const simple = name
    .toLowerCase()
    .replace(/[-_\s]/g, "")
    .replace(/^tunnel[12](?!$)/, "");
  return Object.hasOwn(foreignNames, simple) ? foreignNames[simple] : undefined;
}
