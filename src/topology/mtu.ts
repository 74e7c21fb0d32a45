/** How large a packet can be inside a tunnel, in bytes. */
import { outerMtu } from "../facts/aws.ts";
import { gatewayMtu } from "../facts/gcp.ts";
import {
  espAead,
  espCbc,
  espHeaderBytes,
  espIcv,
  espTrailerBytes,
  ipv4HeaderBytes,
  tcpIpv4HeaderBytes,
} from "../facts/internet.ts";
import { isAead } from "./suite.ts";
import type { AwsProposal, Mtu } from "./topology.ts";

/** What both ends carry, without NAT traversal, which neither cloud's gateway needs. */
export function mtuOf(phase2: Pick<AwsProposal, "encryption" | "integrity">): Mtu {
  const awsPayload = payloadMtu(outerMtu.value, phase2);
  const gcpPayload = payloadMtu(gatewayMtu.value, phase2);
  const payload = Math.min(awsPayload, gcpPayload);
  return { payload, tcpMss: payload - tcpIpv4HeaderBytes.value, awsPayload, gcpPayload };
}

/** What ESP of that suite carries in `outer` bytes. */
export function payloadMtu(outer: number, phase2: Pick<AwsProposal, "encryption" | "integrity">): number {
  const cbc = { ...espCbc.value, icv: icvOf(phase2.integrity) };
  return largestInside(outer, isAead(phase2.encryption) ? espAead.value : cbc);
}

/** Bytes that a cipher and its integrity add to each packet, and those of one block. */
interface EspOverhead {
  readonly iv: number;
  readonly icv: number;
  readonly block: number;
}

/**
 * Largest inner packet whose ESP packet, in tunnel mode over IPv4, fits into `outer` bytes: what is left
 * after the headers, rounded down to the cipher's block, less the trailer inside the last block.
 *
 * https://www.rfc-editor.org/rfc/rfc4303#section-2
 */
export function largestInside(outer: number, { iv, icv, block }: EspOverhead): number {
  const encrypted = outer - ipv4HeaderBytes.value - espHeaderBytes.value - iv - icv;
  return Math.floor(encrypted / block) * block - espTrailerBytes.value;
}

function icvOf(integrity: string): number {
  const table: Readonly<Record<string, number>> = espIcv.value;
  return Object.hasOwn(table, integrity) ? (table[integrity] ?? 0) : 0;
}
