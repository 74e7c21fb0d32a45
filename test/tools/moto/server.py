"""moto_server with Site-to-Site VPN connections that can be used, for tests with real clients.

moto 5.2.1 answers for every connection with the same two tunnels, ignores all options, and knows neither
ModifyVpnTunnelOptions nor route propagation. Here each connection has two addresses of its own, keeps its options,
is `pending` or `modifying` for some answers, refuses a second change meanwhile, lists its tunnels in another order
each time, and keeps its keys in Secrets Manager where asked to: one secret per connection, an object of key by
outside address.

The aws provider takes `Options.TunnelOptions` in the order of the request, as AWS seems to keep it; for the aws CLI
that list is turned around too.

usage: server.py PORT
"""

import ipaddress
import itertools
import json
import secrets
import sys

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.customer_gateways import CustomerGatewayBackend
from moto.ec2.models.vpn_connections import VPNConnection
from moto.ec2.responses.customer_gateways import CustomerGateways
from moto.ec2.responses.virtual_private_gateways import VirtualPrivateGateways
from moto.ec2.responses.vpn_connections import VPNConnections
from moto.secretsmanager.models import secretsmanager_backends

# Answers for which a change takes.
POLLS = 1

# How answers spell what requests spell otherwise.
RENAMED = {
    "DPDTimeoutSeconds": "DpdTimeoutSeconds",
    "DPDTimeoutAction": "DpdTimeoutAction",
    "IKEVersions": "IkeVersions",
}
DEFAULTS = {
    "Phase1LifetimeSeconds": 28800,
    "Phase2LifetimeSeconds": 3600,
    "RekeyMarginTimeSeconds": 270,
    "RekeyFuzzPercentage": 100,
    "ReplayWindowSize": 1024,
    "DpdTimeoutSeconds": 30,
    "DpdTimeoutAction": "clear",
    "StartupAction": "add",
    "EnableTunnelLifecycleControl": False,
    "LogOptions": {"CloudWatchLogOptions": {"LogEnabled": False, "BgpLogEnabled": False}},
}
LISTS = {
    "IkeVersions": ["ikev1", "ikev2"],
    "Phase1EncryptionAlgorithms": ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"],
    "Phase2EncryptionAlgorithms": ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"],
    "Phase1IntegrityAlgorithms": ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"],
    "Phase2IntegrityAlgorithms": ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"],
    "Phase1DHGroupNumbers": [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
    "Phase2DHGroupNumbers": [2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
}

hosts = itertools.count(11)
turn = itertools.count()


class Refused(EC2ClientError):
    def __init__(self, code, message):
        super().__init__(code, message)


class Tunnel:
    def __init__(self, asked):
        number = next(hosts)
        self.address = f"52.196.{number}.{7 * number % 250 + 1}"
        self.key = secrets.token_hex(16)
        self.options = {**DEFAULTS, **{name: [{"Value": v} for v in values] for name, values in LISTS.items()}}
        self.options["TunnelInsideCidr"] = f"169.254.{100 + number % 60}.{4 * (number % 60)}/30"
        self.change(asked)

    def change(self, asked):
        for name, value in (asked or {}).items():
            if name == "PreSharedKey":
                self.key = value
            else:
                self.options[RENAMED.get(name, name)] = value

    def host(self, number):
        return str(ipaddress.ip_network(self.options["TunnelInsideCidr"])[number])


def pair(tunnels):
    """The two tunnels, the other way round every second time."""
    return list(reversed(tunnels)) if next(turn) % 2 else list(tunnels)


def begin(connection, asked, storage):
    connection.vpn = [Tunnel(spec) for spec in [*(asked.get("TunnelOptions") or []), {}, {}][:2]]
    connection.asked = asked
    connection.storage = storage or "Standard"
    connection.pre_shared_key_arn = None
    connection.state = "pending"
    connection.polls = POLLS
    store_keys(connection)


def store_keys(connection):
    if connection.storage != "SecretsManager":
        return
    ec2 = connection.ec2_backend
    vault = secretsmanager_backends[ec2.account_id][ec2.region_name]
    text = json.dumps({tunnel.address: tunnel.key for tunnel in connection.vpn})
    if connection.pre_shared_key_arn is None:
        secret, _ = vault._add_secret(f"s2svpn!{connection.id}-{secrets.token_hex(3)}", secret_string=text)
        connection.pre_shared_key_arn = secret.arn
    else:
        vault.put_secret_value(connection.pre_shared_key_arn, text, None, secrets.token_hex(16), ["AWSCURRENT"])


def settle(connection, any_order=False):
    """One answer nearer to the end of a change."""
    if connection.state in ("pending", "modifying"):
        if connection.polls <= 0:
            connection.state = "available"
        connection.polls -= 1
    hidden = connection.storage == "SecretsManager"
    order = pair(connection.vpn) if any_order else connection.vpn
    connection.options = {
        "EnableAcceleration": False,
        "StaticRoutesOnly": str(connection.asked.get("StaticRoutesOnly", False)).lower() == "true",
        "LocalIpv4NetworkCidr": "0.0.0.0/0",
        "RemoteIpv4NetworkCidr": "0.0.0.0/0",
        "OutsideIpAddressType": "PublicIpv4",
        "TunnelInsideIpVersion": "ipv4",
        "TunnelBandwidth": connection.asked.get("TunnelBandwidth", "standard"),
        "TunnelOptions": [
            {
                "OutsideIpAddress": tunnel.address,
                **({} if hidden else {"PreSharedKey": tunnel.key}),
                **tunnel.options,
            }
            for tunnel in order
        ],
    }
    connection.vgw_telemetry = [
        {"OutsideIpAddress": tunnel.address, "Status": "DOWN", "AcceptedRouteCount": 0, "StatusMessage": ""}
        for tunnel in pair(connection.vpn)
    ]


def configuration(connection):
    ec2 = connection.ec2_backend
    peer = ec2.customer_gateways[connection.customer_gateway_id]
    own = ec2.vpn_gateways.get(connection.vpn_gateway_id) or ec2.transit_gateways.get(connection.transit_gateway_id)
    asn = getattr(own, "amazon_side_asn", None) or getattr(own, "options", {}).get("AmazonSideAsn", 64512)

    def end(name, outside, inside, number):
        return (
            f"<{name}><tunnel_outside_address><ip_address>{outside}</ip_address></tunnel_outside_address>"
            f"<tunnel_inside_address><ip_address>{inside}</ip_address><network_mask>255.255.255.252</network_mask>"
            f"<network_cidr>30</network_cidr></tunnel_inside_address>"
            f"<bgp><asn>{number}</asn><hold_time>30</hold_time></bgp></{name}>"
        )

    tunnels = "".join(
        "<ipsec_tunnel>"
        + end("customer_gateway", peer.ip_address, tunnel.host(2), peer.asn)
        + end("vpn_gateway", tunnel.address, tunnel.host(1), asn)
        + "<ike><pre_shared_key>"
        + ("REDACTED" if connection.storage == "SecretsManager" else tunnel.key)
        + "</pre_shared_key></ike></ipsec_tunnel>"
        for tunnel in pair(connection.vpn)
    )
    return f'<vpn_connection id="{connection.id}">{tunnels}</vpn_connection>'


VPNConnection.customer_gateway_configuration = property(configuration)
create_connection = VPNConnections.create_vpn_connection
describe_connections = VPNConnections.describe_vpn_connections


def create(self):
    result = create_connection(self)
    connection = list(self.ec2_backend.vpn_connections.values())[-1]
    begin(connection, self._get_param("Options", {}) or {}, self._get_param("PreSharedKeyStorage"))
    settle(connection)
    return result


def describe(self):
    answer = describe_connections(self)
    for connection in answer.result["VpnConnections"]:
        settle(connection, any_order="aws-cli" in self.headers.get("User-Agent", ""))
    return answer


def changing(self):
    """The connection that a request is to change. Refuses while another change is under way."""
    identifier = self._get_param("VpnConnectionId")
    connection = self.ec2_backend.vpn_connections.get(identifier)
    if connection is None:
        raise Refused("InvalidVpnConnectionID.NotFound", f"The vpnConnection ID '{identifier}' does not exist")
    if connection.state != "available":
        raise Refused("IncorrectState", f"The vpnConnection '{identifier}' is {connection.state}")
    connection.state = "modifying"
    connection.polls = POLLS
    return connection


def modify_tunnel(self):
    if str(self._get_param("DryRun")).lower() == "true":
        raise Refused("DryRunOperation", "Request would have succeeded, but DryRun flag is set.")
    connection = changing(self)
    address = self._get_param("VpnTunnelOutsideIpAddress")
    tunnel = next((one for one in connection.vpn if one.address == address), None)
    if tunnel is None:
        connection.state = "available"
        raise Refused("InvalidParameterValue", f"No tunnel has the outside address {address}")
    options = self._get_param("TunnelOptions", {}) or {}
    storage = self._get_param("PreSharedKeyStorage") or connection.storage
    renewed = "PreSharedKey" in options or storage != connection.storage
    tunnel.change(options)
    connection.storage = storage
    if renewed:
        store_keys(connection)
    settle_without_poll(connection)
    return ActionResult({"VpnConnection": connection})


def modify_connection(self):
    connection = changing(self)
    for parameter, name in [
        ("CustomerGatewayId", "customer_gateway_id"),
        ("VpnGatewayId", "vpn_gateway_id"),
        ("TransitGatewayId", "transit_gateway_id"),
    ]:
        setattr(connection, name, self._get_param(parameter) or getattr(connection, name))
    settle_without_poll(connection)
    return ActionResult({"VpnConnection": connection})


def settle_without_poll(connection):
    state, polls = connection.state, connection.polls
    settle(connection)
    connection.state, connection.polls = state, polls


VPNConnections.create_vpn_connection = create
VPNConnections.modify_vpn_tunnel_options = modify_tunnel
VPNConnections.modify_vpn_connection = modify_connection
VPNConnections.describe_vpn_connections = describe

create_gateway = CustomerGatewayBackend.create_customer_gateway


def create_customer_gateway(self):
    extended = self._get_param("BgpAsnExtended")
    asn = extended or self._get_param("BgpAsn")
    tags = self._parse_tag_specification().get("customer-gateway", {})
    address = self._get_param("IpAddress") or self._get_param("PublicIp")
    same = (
        gateway
        for gateway in self.ec2_backend.customer_gateways.values()
        if (gateway.ip_address, str(gateway.asn), gateway.state) == (address, str(asn), "available")
    )
    gateway = next(same, None) or create_gateway(
        self.ec2_backend, self._get_param("Type"), address, None if extended else asn, tags=tags
    )
    gateway.asn = asn
    gateway.bgp_asn_extended = extended
    return ActionResult({"CustomerGateway": gateway})


CustomerGateways.create_customer_gateway = create_customer_gateway


def propagation(self, wanted):
    table = self.ec2_backend.get_route_table(self._get_param("RouteTableId"))
    gateway = self._get_param("GatewayId")
    attached = self.ec2_backend.get_vpn_gateway(gateway).attachments
    if wanted and table.vpc_id not in attached:
        raise Refused("Gateway.NotAttached", f"{gateway} is not attached to {table.vpc_id}")
    others = [one for one in getattr(table, "propagating_vgws", []) if one["GatewayId"] != gateway]
    table.propagating_vgws = [*others, *([{"GatewayId": gateway}] if wanted else [])]
    return ActionResult({})


VirtualPrivateGateways.enable_vgw_route_propagation = lambda self: propagation(self, True)
VirtualPrivateGateways.disable_vgw_route_propagation = lambda self: propagation(self, False)

if __name__ == "__main__":
    from moto.server import main

    main(["-H", "127.0.0.1", "-p", sys.argv[1]])
