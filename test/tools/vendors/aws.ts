/** AWS's other facts against botocore's models and the CloudFormation schemas that cfn-lint carries. */
import * as facts from "../../../src/facts/aws.ts";
import * as network from "../../../src/facts/aws-network.ts";
import { format, member, model, property, shape } from "./aws-models.ts";
import { type Comparisons, probes, verdicts } from "./comparison.ts";
import { at, captured, numberIn } from "./models.ts";

/** "64512 to 65534 range … 4200000000 to 4294967294". */
function asnRanges(text: string) {
  return [...text.matchAll(/(\d{5,}) to (?:the )?(\d{5,})/g)].map(([, min, max]) => ({
    min: Number(min),
    max: Number(max),
  }));
}

/** Whether the documentation has these words. */
function says(text: string, words: string): boolean {
  captured(text, new RegExp(`(${words})`));
  return true;
}

function regions(partition: string): readonly string[] {
  return at(model().regions, partition);
}

const identifiers = [7, 8, 9, 16, 17, 18].map((digits) => "0a1b2c3d4e5f607182".slice(0, digits));
const stackNames = probes([128, 129]);
const secretNames = probes([512, 513]);
const groupNames = probes([512, 513]);
const topics = probes([256, 257], "arn:aws:sns:us-east-1:123456789012:");
const aliases = probes([250, 251], "alias/");
const keyArn = "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9";
const tagTexts = probes([]);

export const awsComparisons: Comparisons = {
  preSharedKeyStorage: {
    ours: facts.preSharedKeyStorage.value,
    theirs: () => ({
      CreateVpnConnection: captured(
        member("ec2:CreateVpnConnectionRequest", "PreSharedKeyStorage"),
        /Valid values are (.*)\./,
      ).match(/Standard|SecretsManager/g),
      CloudFormation: property("AWS::EC2::VPNConnection", "PreSharedKeyStorage").enum,
    }),
  },
  largestBgpAsn: {
    ours: facts.largestBgpAsn.value,
    theirs: () => ({
      CreateCustomerGateway: numberIn(
        member("ec2:CreateCustomerGatewayRequest", "BgpAsn"),
        /larger than ([\d,]+), you must use BgpAsnExtended/,
      ),
      CloudFormation: Number(property("AWS::EC2::CustomerGateway", "BgpAsnExtended").minimum) - 1,
    }),
  },
  amazonSideAsns: {
    ours: facts.amazonSideAsns.value,
    theirs: () => ({
      CreateVpnGateway: asnRanges(member("ec2:CreateVpnGatewayRequest", "AmazonSideAsn")),
      CreateTransitGateway: asnRanges(member("ec2:TransitGatewayRequestOptions", "AmazonSideAsn")),
    }),
  },
  defaultAsns: {
    ours: facts.defaultAsns.value,
    theirs: () => ({
      "virtual private gateway": {
        gateway: numberIn(member("ec2:CreateVpnGatewayRequest", "AmazonSideAsn"), /Default: (\d+)/),
        customerGateway: numberIn(member("ec2:CreateCustomerGatewayRequest", "BgpAsn"), /Default: (\d+)/),
      },
      "transit gateway, CloudFormation": {
        gateway: numberIn(member("ec2:TransitGatewayRequestOptions", "AmazonSideAsn"), /default is (\d+)/),
        customerGateway: property("AWS::EC2::CustomerGateway", "BgpAsn").default,
      },
    }),
  },
  fargateCapabilities: {
    ours: facts.fargateCapabilities.value,
    theirs: () => ({
      ECS: [captured(member("ecs:KernelCapabilities", "add"), /Fargate only support adding the (\w+)/)],
    }),
  },
  oneVgwPerVpc: {
    ours: facts.oneVgwPerVpc.value === 1,
    theirs: () => ({
      AttachVpnGateway: says(
        shape("ec2:AttachVpnGateway()").text,
        "one virtual private gateway to one VPC at a time",
      ),
    }),
  },
  tunnelBandwidths: {
    ours: facts.tunnelBandwidths.value,
    theirs: () => ({
      EC2: at(shape("ec2:VpnConnectionOptionsSpecification").members, "TunnelBandwidth").enum,
      CloudFormation: property("AWS::EC2::VPNConnection", "TunnelBandwidth").enum,
    }),
  },
  regionPattern: {
    ours: [],
    theirs: () => {
      const known = Object.values(model().regions).flat();
      return {
        "regions refused": known.filter((region) => !new RegExp(facts.regionPattern.value).test(region)),
      };
    },
  },
  accountPattern: {
    ours: facts.accountPattern.value,
    theirs: () => ({ Organizations: shape("organizations:AccountId").pattern?.replace("\\d", "[0-9]") }),
  },
  resourceIdDigits: {
    ours: verdicts(`^${facts.resourceIdDigits.value}$`, identifiers),
    theirs: () =>
      Object.fromEntries(
        (["vpc", "subnet", "sg"] as const).map((prefix, index) => {
          const expression = new RegExp(format(["VpcId", "SubnetId", "SecurityGroupId"][index] ?? ""));
          return [prefix, verdicts((digits) => expression.test(`${prefix}-${digits}`), identifiers)];
        }),
      ),
  },
  stackNamePattern: {
    ours: verdicts(facts.stackNamePattern.value, stackNames),
    theirs: () => {
      const text = member("cloudformation:CreateStackInput", "StackName");
      says(text, "only alphanumeric characters \\(case sensitive\\) and hyphens");
      says(text, "must start with an alphabetical character");
      const most = numberIn(text, /longer than (\d+) characters/);
      const pattern = shape("cloudformation:StackNameOrId").pattern?.split("|")[0] ?? "";
      return {
        CreateStack: verdicts(`^[A-Za-z][-A-Za-z0-9]{0,${most - 1}}$`, stackNames),
        StackNameOrId: verdicts(`^(?=.{1,${most}}$)${pattern}$`, stackNames),
      };
    },
  },
  secretNamePattern: {
    ours: verdicts(facts.secretNamePattern.value, secretNames),
    theirs: () => {
      const { min, max } = shape("secretsmanager:NameType");
      const text = member("secretsmanager:CreateSecretRequest", "Name");
      const signs = captured(text, /ASCII letters, numbers, and the following characters: (\S+)/);
      return {
        CreateSecret: verdicts(`^[A-Za-z0-9${signs.replace("-", "\\-")}]{${min},${max}}$`, secretNames),
      };
    },
  },
  logGroupNamePattern: {
    ours: verdicts(facts.logGroupNamePattern.value, groupNames),
    theirs: () => {
      const { min, max, pattern = "" } = shape("logs:LogGroupName");
      const inTemplates = property("AWS::Logs::LogGroup", "LogGroupName").pattern ?? "";
      return {
        CreateLogGroup: verdicts(`^(?=.{${min},${max}}$)${pattern}$`, groupNames),
        CloudFormation: verdicts(inTemplates.replace("\\Z", "$"), groupNames),
      };
    },
  },
  logRetentionDays: {
    ours: facts.logRetentionDays.value,
    theirs: () => ({
      PutRetentionPolicy: captured(
        member("logs:PutRetentionPolicyRequest", "retentionInDays"),
        /Possible values are: ([^.]*)/,
      )
        .match(/\d+/g)
        ?.map(Number),
      CloudFormation: property("AWS::Logs::LogGroup", "RetentionInDays").enum,
    }),
  },
  topicArnPattern: {
    ours: verdicts(facts.topicArnPattern.value, topics),
    theirs: () => {
      const text = member("sns:CreateTopicInput", "Name");
      says(text, "only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens");
      const [, min, max] = /between (\d+) and (\d+) characters/.exec(text) ?? [];
      const arn = new RegExp(format("SnsTopicArn"));
      const name = new RegExp(`^(?:[^:]*:){5}[A-Za-z0-9_-]{${min},${max}}$`);
      return { "CreateTopic and cfn-lint": verdicts((topic) => arn.test(topic) && name.test(topic), topics) };
    },
  },
  tags: {
    ours: { ...facts.tags.value, alphabet: verdicts(facts.tags.value.alphabet, tagTexts) },
    theirs: () => ({
      "tagging API, CloudWatch Logs": {
        keyCharacters: shape("resourcegroupstaggingapi:TagKey").max,
        valueCharacters: shape("resourcegroupstaggingapi:TagValue").max,
        perResource: shape("resourcegroupstaggingapi:TagMap").max,
        alphabet: verdicts(shape("logs:TagValue").pattern ?? "", tagTexts),
      },
    }),
  },
};

export const awsNetworkComparisons: Comparisons = {
  transitGatewayDefaults: {
    ours: network.transitGatewayDefaults.value,
    theirs: () => ({
      CreateTransitGateway: network.transitGatewayDefaults.value.filter((setting) =>
        says(member("ec2:TransitGatewayRequestOptions", setting), "[Ee]nabled by default"),
      ),
    }),
  },
  overlappingAttachments: {
    ours: network.overlappingAttachments.value,
    theirs: () => ({
      CreateTransitGatewayVpcAttachment: captured(
        shape("ec2:CreateTransitGatewayVpcAttachment()").text,
        /overlaps the CIDR range of a VPC that is already attached, the new VPC CIDR range is (not propagated)/,
      ),
    }),
  },
  kmsKeyPattern: {
    ours: { ...verdicts(network.kmsKeyPattern.value, aliases), [keyArn]: true },
    theirs: () => {
      const text = member("kms:CreateAliasRequest", "AliasName");
      says(
        text,
        "only alphanumeric characters, forward slashes \\(/\\), underscores \\(_\\), and dashes \\(-\\)",
      );
      const most = numberIn(text, /string of 1-(\d+) characters/) - "alias/".length;
      const arn = new RegExp(format("KmsKeyArn"));
      return {
        CreateAlias: {
          ...verdicts(`^alias/[A-Za-z0-9/_-]{1,${most}}$`, aliases),
          [keyArn]: arn.test(keyArn),
        },
      };
    },
  },
  secretKmsActions: {
    ours: network.secretKmsActions.value,
    theirs: () => ({
      CreateSecret: captured(
        shape("secretsmanager:CreateSecret()").text,
        /KMS key other than .*?, you need (.*?) permission to the key/,
      )
        .match(/kms:\w+/g)
        ?.sort(),
    }),
  },
  govCloud: {
    ours: [],
    theirs: () => ({
      "partition's regions without the prefix": regions("aws-us-gov").filter(
        (region) => !region.startsWith(network.govCloud.value.regionPrefix),
      ),
      "other regions with it": ["aws", "aws-cn", "aws-iso"]
        .flatMap(regions)
        .filter((region) => region.startsWith(network.govCloud.value.regionPrefix)),
    }),
  },
};
