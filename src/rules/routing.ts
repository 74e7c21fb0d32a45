/** The rules on the route tables of AWS, in the order of the documentation. */
import { noTables } from "./routing/no-tables.ts";
import { routeTwice } from "./routing/route-twice.ts";
import { tableRepeated } from "./routing/table-repeated.ts";
import { tgwDefaults } from "./routing/tgw-defaults.ts";

export const routing = [noTables, tableRepeated, routeTwice, tgwDefaults] as const;
