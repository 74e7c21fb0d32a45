/** What an operator enters: Google Cloud's addresses, and in other accounts the transit gateway. */
import { resourceIdDigits } from "../../facts/aws.ts";
import { publicAddressPattern } from "../../facts/internet.ts";
import { tagged, type Yaml } from "../../render/yaml.ts";
import type { Connection, Topology } from "../../topology/topology.ts";
import { addressParameter, deviceNamesCondition, deviceNamesParameter } from "./gateway.ts";
import { ref } from "./template.ts";

type Head = { readonly [key: string]: Yaml };

/** Parameters of the VPN's own template. */
export function addressHead({ connections }: Topology): Head {
  const names = connections.map(addressParameter);
  return {
    Metadata: labels({
      group: "Outside addresses of the HA VPN gateway, from gcp-addresses.json",
      parameters: Object.fromEntries(
        connections.map((connection) => [
          addressParameter(connection),
          `Interface ${connection.gatewayInterface}`,
        ]),
      ),
    }),
    Parameters: {
      ...Object.fromEntries(
        connections.map((connection) => [addressParameter(connection), addressOf(connection)]),
      ),
      [deviceNamesParameter]: {
        Type: "String",
        Description:
          "Set for a new stack; omit, or what it was, for one that exists: a change replaces the gateways",
        AllowedValues: ["set", "omit"],
        Default: "omit",
      },
    },
    Rules: {
      AddressesDiffer: {
        Assertions: [
          {
            Assert: tagged("!Not", [tagged("!Equals", names.map(ref))]),
            AssertDescription: "The two interfaces of the HA VPN gateway have different addresses.",
          },
        ],
      },
    },
    Conditions: { [deviceNamesCondition]: tagged("!Equals", [ref(deviceNamesParameter), "set"]) },
  };
}

function addressOf({ gatewayInterface }: Connection): Yaml {
  return {
    Type: "String",
    Description: `Public IPv4 address of interface ${gatewayInterface} of the HA VPN gateway`,
    AllowedPattern: publicAddressPattern.value,
    ConstraintDescription: "must be a public IPv4 address, for example 34.157.1.10",
  };
}

/** Parameters of the template for VPCs of another account. */
export function transitGatewayHead({ aws: { gateway } }: Topology): Head {
  return {
    Metadata: labels({
      group: "Transit gateway of the VPN, shared with this account",
      parameters: { TransitGatewayId: "Transit gateway" },
    }),
    Parameters: {
      TransitGatewayId: {
        Type: "String",
        Description: "Transit gateway of the VPN",
        ...(gateway.origin.existing ? { Default: gateway.origin.id } : {}),
        AllowedPattern: `^tgw-${resourceIdDigits.value}$`,
        ConstraintDescription:
          "must be the id of a transit gateway: output GatewayId of the VPN's stack, for example tgw-0a1b2c3d4e5f60718",
      },
    },
  };
}

/** How the console shows the parameters. */
function labels({
  group,
  parameters,
}: {
  group: string;
  parameters: Readonly<Record<string, string>>;
}): Yaml {
  return {
    "AWS::CloudFormation::Interface": {
      ParameterGroups: [{ Label: { default: group }, Parameters: Object.keys(parameters) }],
      ParameterLabels: Object.fromEntries(
        Object.entries(parameters).map(([name, label]) => [name, { default: label }]),
      ),
    },
  };
}
