/** How large a packet the tunnels carry, found with pings that may not be fragmented. */
import type { Lab } from "../lab.ts";
import { batch, endOf, linkMtu } from "../wire/cables.ts";

/** Makes the outer links of both sides shorter by so many bytes. */
export async function shorten(lab: Lab, bytes: number): Promise<void> {
  for (const side of ["aws", "gcp"] as const)
    for (const index of lab[side].links.keys())
      await batch(lab.cell, endOf(side, index), [`link set dev wan mtu ${linkMtu[side] - bytes}`]);
}

/** Whether packets of that size pass every tunnel, in both directions; "some" is a defect of the lab. */
export async function passes(lab: Lab, size: number): Promise<boolean> {
  const each = (["aws", "gcp"] as const).flatMap((side) =>
    lab[side].links.map(async ({ inside }) => {
      // 20 bytes of IPv4 and 8 of ICMP are not payload.
      const ping = [
        "ping",
        "-n",
        "-q",
        "-M",
        "do",
        "-c",
        "2",
        "-i",
        "0.2",
        "-W",
        "1",
        "-s",
        String(size - 28),
      ];
      return (await lab.cell.run(side, [...ping, inside.peer])).code === 0;
    }),
  );
  const all = await Promise.all(each);
  if (all.some((one) => one !== all[0]))
    throw new Error(`${size} bytes pass some tunnels and not others: ${all}`);
  return all[0] ?? false;
}
