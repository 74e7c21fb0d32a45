/** The rules on the route tables of AWS, in the order of the documentation. */
import { noTables } from "./routing/no-tables.ts";
import { propagationShared } from "./routing/propagation-shared.ts";
import { routeTwice } from "./routing/route-twice.ts";
import { tableRepeated } from "./routing/table-repeated.ts";
import { tgwAttachment } from "./routing/tgw-attachment.ts";
import { tgwDefaults } from "./routing/tgw-defaults.ts";

export const routing = [
  noTables,
  tableRepeated,
  routeTwice,
  propagationShared,
  tgwDefaults,
  tgwAttachment,
] as const;
