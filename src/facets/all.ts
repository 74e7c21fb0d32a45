/** Every facet of a VPN. */
import { awsFacets } from "./aws-facets.ts";
import { type Facet, single } from "./facet.ts";
import { gcpFacets } from "./gcp-facets.ts";
import { tunnelFacets } from "./tunnel-facets.ts";

/** In the order of a `vpn.yaml`. */
export const facets: readonly Facet[] = [
  single("name", "name", ({ name }) => name),
  ...awsFacets,
  ...gcpFacets,
  ...tunnelFacets,
];
