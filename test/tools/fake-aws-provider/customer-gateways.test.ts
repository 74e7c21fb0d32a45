/** The fake aws provider takes an equal customer gateway for its own, as the real one does. */
import { expect, test } from "vitest";
import { create } from "./cloud.ts";
import { newAccount } from "./store.ts";

const gateway = { type: "ipsec.1", ip_address: "34.157.1.10", bgp_asn: "64512", device_name: "tokyo-a" };

test("a customer gateway is known by type, address, ASN and device name", () => {
  const account = newAccount();
  const first = create(account, "aws_customer_gateway", gateway);
  expect(create(account, "aws_customer_gateway", gateway)).toBe(first);
  const other = create(account, "aws_customer_gateway", { ...gateway, device_name: "osaka-a" });
  expect(other.id).not.toBe(first.id);
  expect(account.calls).toHaveLength(2);
});
