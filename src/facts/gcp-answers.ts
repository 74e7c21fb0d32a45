/** What the Compute API answers. */
import { fact } from "./fact.ts";

/** What the status of a VPN tunnel says where it certainly carries no traffic. */
export const downStatuses = fact(
  [
    "ALLOCATING_RESOURCES",
    "AUTHORIZATION_ERROR",
    "DEPROVISIONING",
    "FAILED",
    "FIRST_HANDSHAKE",
    "NEGOTIATION_FAILURE",
    "NETWORK_ERROR",
    "NO_INCOMING_PACKETS",
    "PROVISIONING",
    "REJECTED",
    "STOPPED",
    "WAITING_FOR_FULL_CONFIG",
  ],
  "https://docs.cloud.google.com/compute/docs/reference/rest/v1/vpnTunnels",
  "All statuses that the API names but ESTABLISHED. One that is not named there may be up.",
  "2026-11-30",
);
