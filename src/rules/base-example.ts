/** The file that every rule's bad and good example changes: valid, and without findings. */
export const baseExample = `version: 1
name: tokyo
aws:
  region: ap-northeast-1
  asn: 65000
  gateway: { type: vgw }
  vpcs:
    - id: vpc-0a1b2c3d4e5f60718
      cidrs: [10.20.0.0/16]
      routeTables: [rtb-0a1b2c3d4e5f60718]
      securityGroups:
        - { id: sg-0a1b2c3d4e5f60718, allow: [tcp/443, icmp] }
gcp:
  project: media-prod
  region: asia-northeast1
  asn: 64512
  network: prod
  cidrs: [10.128.0.0/20]
  firewall: { allow: [tcp/443, icmp] }
`;

/** The file that further files of an example change: it gets on with the base, in the same region and network. */
export const secondExample = `version: 1
name: batch
aws:
  region: ap-northeast-1
  asn: 65001
  gateway: { type: vgw }
  vpcs:
    - id: vpc-0b2c3d4e5f6071829
      cidrs: [10.21.0.0/16]
      routeTables: [rtb-0b2c3d4e5f6071829]
      securityGroups:
        - { id: sg-0b2c3d4e5f6071829, allow: [tcp/443, icmp] }
gcp:
  project: media-prod
  region: asia-northeast1
  asn: 64512
  network: prod
  cidrs: [10.128.0.0/20]
  firewall: { allow: [tcp/443, icmp] }
`;

/** A sops file for examples: of the right shape, and encrypted with no key there is. */
export const encryptedExample = `a1: ENC[AES256_GCM,data:Tm8ga2V5,iv:bm9uZQ==,tag:bm9uZQ==,type:str]
a2: ENC[AES256_GCM,data:Tm8ga2V5,iv:bm9uZQ==,tag:bm9uZQ==,type:str]
b1: ENC[AES256_GCM,data:Tm8ga2V5,iv:bm9uZQ==,tag:bm9uZQ==,type:str]
b2: ENC[AES256_GCM,data:Tm8ga2V5,iv:bm9uZQ==,tag:bm9uZQ==,type:str]
sops:
  mac: ENC[AES256_GCM,data:Tm8ga2V5,iv:bm9uZQ==,tag:bm9uZQ==,type:str]
`;

/** Changes of the second example that make further files, each with a name and a VPC of its own, and with what is written. */
export function moreExamples(count: number, yaml = ""): string[] {
  const outside = "routeTables: external, securityGroups: external";
  return Array.from({ length: count }, (_, index) => {
    const vpc = `{ id: vpc-0000000${index}, cidrs: [10.3${index}.0.0/16], ${outside} }`;
    return `name: more-${index}\naws: { vpcs: [${vpc}] }\n${yaml}`;
  });
}
