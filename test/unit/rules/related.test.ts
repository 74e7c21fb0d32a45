/** A finding about two places shows both: what each rule's bad example relates to. */
import { expect, test } from "vitest";
import { allRules, type RuleId } from "../../../src/rules/all.ts";
import { findingsOn } from "./lay-over.ts";

/** File and path of the other place; a rule that is not here has none. */
const related: Readonly<Partial<Record<RuleId, string>>> = {
  "naming/topic-place": "vpn.yaml aws.region",
  "naming/aws-distinct": "vpn.yaml names.aws.connections.a",
  "naming/gcp-distinct": "vpn.yaml names.gcp.tunnels.a1",
  "naming/created-twice": "vpn.yaml gcp.router.name",
  "gateway/id-type": "vpn.yaml aws.gateway.type",
  "gateway/bandwidth": "vpn.yaml aws.gateway.type",
  "gateway/large-region": "vpn.yaml aws.region",
  "gateway/vgw-one-vpc": "vpn.yaml aws.gateway.type",
  "gateway/vpc-repeated": "vpn.yaml aws.vpcs.0.id",
  "gateway/vgw-per-vpc": "vpn.yaml aws.vpcs.0.id",
  "gateway/vgw-shared": "vpn.yaml aws.gateway.id",
  "gateway/attached-twice": "vpn.yaml aws.vpcs.0.subnets",
  "bgp/asn-equal": "vpn.yaml aws.asn",
  "bgp/asn-shared": "2.vpn.yaml aws.asn",
  "bgp/router-asn": "vpn.yaml gcp.asn",
  "bgp/gateway-asn": "vpn.yaml aws.asn",
  "bgp/not-advertised": "vpn.yaml gcp.advertise",
  "bgp/advertise-gateway-limit": "vpn.yaml aws.gateway.type",
  "bgp/advertise-subnets-limit": "vpn.yaml gcp.routingMode",
  "bgp/advertise-overlap": "vpn.yaml aws.vpcs.0.cidrs.0",
  "addressing/cidr-repeated": "vpn.yaml gcp.cidrs.0",
  "addressing/cidr-overlap": "vpn.yaml aws.vpcs.0.cidrs.0",
  "addressing/vpc-overlap": "vpn.yaml aws.vpcs.0.cidrs.0",
  "addressing/inside-distinct": "vpn.yaml tunnels.insideCidrs.0",
  "addressing/inside-shared": "vpn.yaml tunnels.insideCidrs.1",
  "routing/table-repeated": "vpn.yaml aws.vpcs.0.routeTables.0",
  "routing/propagation-shared": "vpn.yaml aws.vpcs.0.routeTables.0",
  "routing/route-twice": "vpn.yaml aws.vpcs.0.routeTables.0",
  "security/repeated": "vpn.yaml gcp.firewall.allow.0",
  "security/rule-quota": "vpn.yaml gcp.cidrs",
  "security/ingress-twice": "vpn.yaml aws.vpcs.0.securityGroups.0",
  "crypto/phase2-hash": "vpn.yaml ipsec.encryption",
  "crypto/phase2-shorter": "vpn.yaml ipsec.lifetimes.phase1",
  "crypto/passive": "vpn.yaml ipsec.dpd.action",
  "crypto/rekey-margin": "vpn.yaml ipsec.lifetimes.phase2",
  "secrets/shared": "vpn.yaml preSharedKeys.gcp.secrets",
  "secrets/unused": "vpn.yaml preSharedKeys.source",
  "secrets/one-apply": "vpn.yaml output.targets",
  "output/one-apply-fuzz": "vpn.yaml output.targets",
  "output/one-apply-unused": "vpn.yaml output.targets",
  "output/name-shared": "vpn.yaml name",
  "output/folder-nested": "vpn.yaml name",
  "output/options-unset": "vpn.yaml aws.tunnelOptions",
  "output/root-only": "vpn.yaml output.terraform.form",
  "output/terraform-unused": "vpn.yaml output.targets",
  "output/no-effect": "vpn.yaml gcp.router.existing",
};

test.each(allRules.map((rule) => [rule.id, rule] as const))(
  "%s shows the other place, if there is one",
  (id, rule) => {
    const places = findingsOn(rule.bad, [rule]).flatMap((finding) =>
      finding.related.map(({ place }) => place),
    );
    const other = Object.entries(related).find(([key]) => key === id)?.[1];
    expect(places.map((place) => ("path" in place ? `${place.file} ${place.path.join(".")}` : ""))).toEqual(
      other === undefined ? [] : [other],
    );
  },
);
