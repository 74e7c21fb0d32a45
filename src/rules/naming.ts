/** The rules on names, ids and labels, as both clouds take them, in the order of the documentation. */

import { awsAccount } from "./naming/aws-account.ts";
import { awsChina } from "./naming/aws-china.ts";
import { awsDistinct } from "./naming/aws-distinct.ts";
import { awsNamesRule } from "./naming/aws-names.ts";
import { awsRegion } from "./naming/aws-region.ts";
import { bucket } from "./naming/bucket.ts";
import { createdTwice } from "./naming/created-twice.ts";
import { existingUnnamed } from "./naming/existing-unnamed.ts";
import { gcpDistinct } from "./naming/gcp-distinct.ts";
import { gcpNamesRule } from "./naming/gcp-names.ts";
import { gcpNetwork } from "./naming/gcp-network.ts";
import { gcpProject } from "./naming/gcp-project.ts";
import { gcpRegion } from "./naming/gcp-region.ts";
import { labels } from "./naming/labels.ts";
import { logGroup } from "./naming/log-group.ts";
import { logPrefix } from "./naming/log-prefix.ts";
import { logRetention } from "./naming/log-retention.ts";
import { name } from "./naming/name.ts";
import { resourceId } from "./naming/resource-id.ts";
import { serviceAccount } from "./naming/service-account.ts";
import { stack } from "./naming/stack.ts";
import { tags } from "./naming/tags.ts";
import { topic } from "./naming/topic.ts";
import { topicPlace } from "./naming/topic-place.ts";
import { vpcAccount } from "./naming/vpc-account.ts";

export const naming = [
  name,
  awsRegion,
  awsChina,
  awsAccount,
  resourceId,
  vpcAccount,
  logGroup,
  logPrefix,
  logRetention,
  topic,
  topicPlace,
  tags,
  gcpProject,
  gcpRegion,
  gcpNetwork,
  existingUnnamed,
  labels,
  stack,
  awsNamesRule,
  awsDistinct,
  gcpNamesRule,
  gcpDistinct,
  createdTwice,
  bucket,
  serviceAccount,
] as const;
