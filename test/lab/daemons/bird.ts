/** BIRD's configuration for one gateway. https://bird.network.cz/?get_doc&v=20&f=bird-6.html */
import { home } from "../wire/cell.ts";
import { deviceOf, type Gateway, type Link } from "./gateway.ts";

export function birdConf(gateway: Gateway): string {
  const { name, links, multipath } = gateway;
  const announced = [...new Set(links.flatMap((link) => link.announced))];
  return `log "${home}/${name}.bird.log" all;
router id ${links[0]?.outside.own};
debug protocols { states, events };

protocol device { scan time 1; }
protocol static announced {
  ipv4;
${announced.map((range) => `  route ${range} unreachable;`).join("\n")}
}
protocol kernel {
  merge paths ${multipath ? "on" : "off"};
  ipv4 { import none; export where source = RTS_BGP; };
}
${links.map((link, index) => session(gateway, link, index)).join("")}`;
}

function session({ asn, hold, keepalive }: Gateway, link: Link, index: number): string {
  const ranges = link.announced.map((range) => `net = ${range}`).join(" || ") || "false";
  const attributes = [
    ...(link.med === 0 ? [] : [`bgp_med = ${link.med}; `]),
    ...link.through.map((one) => `bgp_path.prepend(${one}); `),
  ].join("");
  return `
protocol bgp session${index} {
  local ${addressOf(link.inside.own)} as ${asn};
  neighbor ${link.inside.peer} as ${link.peerAsn};
  interface "${deviceOf(index)}";
  direct;
  hold time ${hold};
  keepalive time ${keepalive};
  connect delay time 1;
  connect retry time 1;
  error wait time 1, 2;
  ipv4 {
    import all;
    export filter { if proto = "announced" && (${ranges}) then { ${attributes}accept; } reject; };
  };
}
`;
}

function addressOf(withPrefix: string): string {
  return withPrefix.split("/")[0] ?? "";
}
