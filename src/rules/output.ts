/** The rules on the artifacts, in the order of the documentation. */
import { awsElsewhere } from "./output/aws-elsewhere.ts";
import { directory } from "./output/directory.ts";
import { folderNested } from "./output/folder-nested.ts";
import { nameShared } from "./output/name-shared.ts";
import { noEffect } from "./output/no-effect.ts";
import { oneApplyFuzz } from "./output/one-apply-fuzz.ts";
import { oneApplyUnused } from "./output/one-apply-unused.ts";
import { oneOwner } from "./output/one-owner.ts";
import { optionsUnset } from "./output/options-unset.ts";
import { rootOnly } from "./output/root-only.ts";
import { targets } from "./output/targets.ts";
import { terraformUnused } from "./output/terraform-unused.ts";

export const output = [
  nameShared,
  directory,
  folderNested,
  targets,
  oneOwner,
  optionsUnset,
  awsElsewhere,
  rootOnly,
  terraformUnused,
  oneApplyFuzz,
  oneApplyUnused,
  noEffect,
] as const;
