/** Worlds in which one thing is wrong that the checks before a deployment must find, and what they say. */
import { vpnQuotaCodes } from "../../../src/facts/aws-network.ts";
import { exampleText } from "../../support/examples.ts";
import { createConnection } from "../fake-aws/vpn.ts";
import type { Resource } from "../fake-gcp/resources.ts";
import type { Vpn } from "./vpn.ts";

export interface Broken {
  readonly title: string;
  readonly break: (vpn: Vpn) => void;
  /** In the line of the problem: what is wrong, and what to do. */
  readonly says: readonly string[];
}

/** What can be wrong at once in one example. */
export interface BrokenWorlds {
  readonly name: string;
  readonly text: string;
  readonly side: "aws" | "gcp";
  readonly broken: readonly Broken[];
}

const tokyo = exampleText("examples/tokyo/vpn.yaml");
const transit = exampleText("examples/existing-tgw/vpn.yaml");
const existing = exampleText("examples/sops-cbc/vpn.yaml");
const vpc = "vpc-0a1b2c3d4e5f60718";
const table = "rtb-0a1b2c3d4e5f60718";
const template = "aws/cloudformation.yaml";
const group = "sg-0a1b2c3d4e5f60718";
const gateway = "tgw-0a1b2c3d4e5f60718";

const common = {
  asn: 64999,
  vpc: "",
  state: "available",
  tags: [],
  defaultRouteTable: "",
  autoAccept: false,
};

/** A virtual private gateway that the VPN is to create. */
const newGateway: BrokenWorlds = {
  name: "tokyo",
  text: tokyo,
  side: "aws",
  broken: [
    {
      title: "a VPC has other ranges",
      break: ({ world }) =>
        void world.aws.vpcs.set(vpc, { account: world.aws.account, cidrs: ["10.21.0.0/16"] }),
      says: [`${vpc} does not have the declared range 10.20.0.0/16, but 10.21.0.0/16`, "Correct the cidrs"],
    },
    {
      title: "a route table is not there",
      break: ({ world }) => void world.aws.routeTables.delete(table),
      says: [`there is no route table ${table} in this account and ap-northeast-1`, "Correct it in vpn.yaml"],
    },
    {
      title: "a security group has the rule already",
      break: ({ world }) =>
        void world.aws.securityGroups.get(group)?.rules.push({
          protocol: "tcp",
          from: 443,
          to: 443,
          cidr: "10.128.0.0/20",
          description: "by hand",
        }),
      says: [
        `security group ${group} already has the rule tcp 443 from 10.128.0.0/20`,
        `aws ec2 revoke-security-group-ingress --region ap-northeast-1 --group-id ${group} --protocol tcp --port 443 --cidr 10.128.0.0/20`,
      ],
    },
    {
      title: "the VPC has a gateway already",
      break: ({ world }) => void world.aws.vpnGateways.set("vgw-0f1e2d3c4b5a69788", { ...common, vpc }),
      says: [
        `${vpc} has a virtual private gateway already`,
        "Declare vgw-0f1e2d3c4b5a69788 as aws.gateway.id",
      ],
    },
    {
      title: "the log group exists",
      break: ({ world }) => void world.aws.logGroups.set("/aws/vendedlogs/tokyo-vpn", 30),
      says: ["log group /aws/vendedlogs/tokyo-vpn exists already", "existing: true"],
    },
    {
      title: "a secret is scheduled for deletion",
      break: ({ world }) => {
        world.storeKeys();
        for (const [name, secret] of world.aws.secrets) secret.deleted = name === "tokyo/psk/b1";
      },
      says: [
        "secret tokyo/psk/b1 on AWS is scheduled for deletion",
        "aws secretsmanager restore-secret --region ap-northeast-1 --secret-id tokyo/psk/b1",
      ],
    },
    {
      title: "no further customer gateway is allowed",
      break: ({ world }) => void world.aws.quotas.set(vpnQuotaCodes.value.customerGateways, 1),
      says: [
        "of 1 customer gateways in ap-northeast-1 exist, and this VPN needs 2 more",
        "--quota-code L-4FB7FF5D",
      ],
    },
    {
      title: "no VPN connection may be made",
      break: ({ world }) => {
        world.fault = ({ operation }) =>
          operation === "CreateVpnConnection" ? { code: "unauthorized" } : undefined;
      },
      says: [
        "these credentials may not call ec2 create-vpn-connection",
        "PERMISSIONS.md lists the permissions",
      ],
    },
    {
      title: "another customer gateway has the address and the ASN",
      break: ({ world, folder }) => {
        folder.write({
          "gcp-addresses.json": '{"a": "34.157.7.10", "b": "35.220.7.10"}\n',
          // Device names would keep the two apart.
          [template]: folder.read(template).replaceAll(" DeviceName:", " Name:"),
        });
        world.aws.customerGateways.set("cgw-0f1e2d3c4b5a69788", {
          ipAddress: "35.220.7.10",
          bgpAsn: 64512,
          deviceName: "",
          state: "available",
          tags: [],
        });
      },
      says: [
        "customer gateway cgw-0f1e2d3c4b5a69788 has the address 35.220.7.10 and the ASN 64512",
        "aws ec2 delete-customer-gateway --region ap-northeast-1 --customer-gateway-id cgw-0f1e2d3c4b5a69788",
      ],
    },
  ],
};

/** A transit gateway that exists. */
const transitGateway: BrokenWorlds = {
  name: "existing-tgw",
  text: transit,
  side: "aws",
  broken: [
    {
      title: "the gateway has another ASN",
      break: ({ world }) => void world.aws.transitGateways.set(gateway, common),
      says: [`${gateway} has the ASN 64999, and vpn.yaml declares 4200000100`, "Write aws.asn: 64999"],
    },
    {
      title: "a VPC table has the route already",
      break: ({ world }) => void world.aws.routeTables.get(table)?.routes.set("10.200.0.0/16", "pcx-1"),
      says: [
        `route table ${table} already has a route to 10.200.0.0/16 (target pcx-1)`,
        `aws ec2 delete-route --region eu-central-1 --route-table-id ${table} --destination-cidr-block 10.200.0.0/16`,
      ],
    },
    {
      title: "a security group belongs to another VPC",
      break: ({ world }) =>
        void world.aws.securityGroups.set(group, { vpc: "vpc-0f1e2d3c4b5a69788", rules: [] }),
      says: [`security group ${group} belongs to vpc-0f1e2d3c4b5a69788`, "Move it in vpn.yaml"],
    },
    {
      title: "two subnets are in one zone",
      break: ({ world }) =>
        void world.aws.subnets.set("subnet-0b2c3d4e5f6071829", { vpc, zone: "eu-central-1a" }),
      says: [`more than one subnet in availability zone eu-central-1a of ${vpc}`, "List one per zone"],
    },
    {
      title: "a route table of the gateway is another's",
      break: ({ world }) =>
        void world.aws.transitTables.set("tgw-rtb-0b2c3d4e5f6071829", "tgw-0f1e2d3c4b5a69788"),
      says: [
        "route table tgw-rtb-0b2c3d4e5f6071829 belongs to tgw-0f1e2d3c4b5a69788",
        "aws.gateway.routeTables",
      ],
    },
    {
      title: "the VPC is attached already",
      break: ({ world }) =>
        void world.aws.attachments.set("tgw-attach-0f1e2d3c4b5a69788", {
          transitGateway: gateway,
          resource: vpc,
          type: "vpc",
          owner: world.aws.account,
          state: "available",
          table: "",
          propagations: new Set(),
          upcoming: [],
          tags: [],
        }),
      says: [
        `${vpc} is attached to ${gateway} already (tgw-attach-0f1e2d3c4b5a69788)`,
        "Take its subnets out",
      ],
    },
  ],
};

/** A virtual private gateway that exists. */
const existingGateway: BrokenWorlds = {
  name: "sops-cbc",
  text: existing,
  side: "aws",
  broken: [
    {
      title: "the gateway has another ASN",
      break: ({ world }) => changeGateway(world, { asn: 64999 }),
      says: ["vgw-0a1b2c3d4e5f60718 has the ASN 64999, and vpn.yaml declares 64600", "Write aws.asn: 64999"],
    },
    {
      title: "the gateway is attached to another VPC",
      break: ({ world }) => changeGateway(world, { vpc: "vpc-0f1e2d3c4b5a69788" }),
      says: [
        `is attached to vpc-0f1e2d3c4b5a69788, and vpn.yaml declares ${vpc}`,
        "aws ec2 attach-vpn-gateway",
      ],
    },
    {
      title: "another connection of the gateway has an inside range",
      break: ({ world, topology }) => {
        const made = {
          customerGatewayId: "cgw-0f1e2d3c4b5a69788",
          vpnGatewayId: "vgw-0a1b2c3d4e5f60718",
          transitGatewayId: "",
          staticRoutesOnly: false,
          storage: "Standard",
          bandwidth: "standard",
          tags: [],
        };
        const ranges = [topology.tunnels[0]?.insideCidr, "169.254.200.0/30"];
        createConnection(
          world.aws,
          made,
          ranges.map((insideCidr) => ({ options: {}, preSharedKey: `Canary_${"y".repeat(25)}`, insideCidr })),
        );
      },
      says: [
        "other VPN connections of vgw-0a1b2c3d4e5f60718 use inside ranges",
        "Choose other tunnels.insideCidrs",
      ],
    },
  ],
};

const google: BrokenWorlds = {
  name: "tokyo",
  text: tokyo,
  side: "gcp",
  broken: [
    {
      title: "an API is off",
      break: ({ world }) => void world.google.project.apis.delete("secretmanager.googleapis.com"),
      says: [
        "API secretmanager.googleapis.com is not enabled in project media-prod",
        "gcloud services enable",
      ],
    },
    {
      title: "tunnels are at their quota",
      break: ({ world }) => void world.google.project.limits.set("VPN_TUNNELS", 3),
      says: ["quota exceeded: 0 of 3 VPN_TUNNELS", "Ask for a higher quota"],
    },
    {
      title: "the organization allows only some peers",
      break: ({ world }) => {
        world.google.project.rules = [{ values: { allowedValues: ["100.1.1.1"] } }];
      },
      says: [
        "compute.restrictVpnPeerIPs of project media-prod allows only 100.1.1.1",
        "./deploy.sh --side aws first",
      ],
    },
    {
      title: "another router of the network has an inside range",
      break: ({ world }) =>
        addRouter(world, {
          ...{ name: "elsewhere", region: "us-east1", network: "prod", bgp: { asn: 64513 } },
          interfaces: [{ name: "x", ipRange: "169.254.11.2/30" }],
        }),
      says: ["169.254.11.0/30 (elsewhere in us-east1)", "Choose other tunnels.insideCidrs"],
    },
    {
      title: "a router of that name is another network's",
      break: ({ world, topology: { gcp } }) =>
        addRouter(world, {
          name: gcp.router.name,
          region: gcp.region,
          network: "lonely",
          bgp: { asn: gcp.asn },
        }),
      says: ["Cloud Router tokyo belongs to network lonely, and not to prod", "Choose another gcp.router"],
    },
  ],
};

function changeGateway({ aws }: Vpn["world"], change: { asn?: number; vpc?: string }): void {
  const gateway = aws.vpnGateways.get("vgw-0a1b2c3d4e5f60718");
  if (gateway) aws.vpnGateways.set("vgw-0a1b2c3d4e5f60718", { ...gateway, ...change });
}

/** Of another VPN. */
function addRouter(
  { google }: Vpn["world"],
  {
    name,
    region,
    network,
    ...rest
  }: { name: string; region: string; network: string; bgp: object; interfaces?: object[] },
): void {
  const path = `media-prod/regions/${region}/routers/${name}`;
  const link = (to: string) => `${google.url}/compute/v1/projects/${to}`;
  google.compute.resources.set(path, {
    ...rest,
    ...{ name, selfLink: link(path), region: link(`media-prod/regions/${region}`) },
    ...{ network: link(`media-prod/global/networks/${network}`) },
  } as Resource);
}

export const brokenWorlds: readonly BrokenWorlds[] = [newGateway, transitGateway, existingGateway, google];
