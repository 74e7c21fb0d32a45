"""Prints, as JSON, what the vendors' own packages say of their APIs.

models.py botocore SERVICE:SHAPE ... SERVICE:OPERATION() ...
models.py cloudformation TYPE ...
models.py google SDK_ROOT API/VERSION:MESSAGE ...
models.py addresses
"""

import importlib
import inspect
import json
import re
import sys


def plain(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text or "")).strip()


def botocore(*wanted):
    import botocore.session

    session = botocore.session.get_session()
    shapes = {}
    for name in wanted:
        service, _, shape = name.partition(":")
        model = session.get_service_model(service)
        if shape.endswith("()"):
            shapes[name] = {"text": plain(model.operation_model(shape[:-2]).documentation)}
        else:
            described = model.shape_for(shape)
            members = getattr(described, "members", {})
            shapes[name] = {
                **described.metadata,
                "text": plain(described.documentation),
                "members": {key: {**member.metadata, "text": plain(member.documentation)} for key, member in members.items()},
            }
    resolver = session.get_component("endpoint_resolver")
    regions = {name: resolver.get_available_endpoints("ec2", name) for name in resolver.get_available_partitions()}
    return {"shapes": shapes, "regions": regions}


def cloudformation(*types):
    from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

    formats = {}
    for name in ("VpcId", "SubnetId", "SecurityGroupId", "SnsTopicArn", "KmsKeyArn"):
        formats[name] = getattr(importlib.import_module("cfnlint.rules.formats." + name), name)().pattern
    schemas = {name: PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", name).schema for name in types}
    return {"formats": formats, "schemas": schemas}


def fields(doc):
    """Fields of a message of gcloud's generated clients, as its doc string lists them."""
    _, _, listed = doc.partition("  Fields:\n")
    found = re.findall(r"^    (\w+): (.*(?:\n      .*)*)", listed, re.MULTILINE)
    return {name: plain(text) for name, text in found}


def google(root, *wanted):
    sys.path[:0] = [root + "/lib", root + "/lib/third_party"]
    messages = {}
    for name in wanted:
        api, _, message = name.partition(":")
        module = importlib.import_module(
            "googlecloudsdk.generated_clients.apis.{0}.{1}_messages".format(api.replace("/", "."), api.replace("/", "_"))
        )
        described = getattr(module, message)
        enums = {key: value for key, value in vars(described).items() if key.endswith("ValuesEnum")}
        messages[name] = {
            "text": plain(inspect.getdoc(described)),
            "fields": fields(described.__doc__),
            "enums": {key: {"names": sorted(value.names()), "text": plain(value.__doc__)} for key, value in enums.items()},
        }
    from googlecloudsdk.command_lib.compute.external_vpn_gateways import flags
    from googlecloudsdk.command_lib.util.args import labels_util
    from googlecloudsdk.core import properties

    return {
        "messages": messages,
        "redundancyTypes": flags.EXTERNAL_VPN_GATEWAY_TYPE__MAP,
        "interfaceIds": sorted(flags.ALLOWED_INTERFACE_IDS),
        "projectPattern": properties._VALID_PROJECT_REGEX.pattern,
        "labelKey": labels_util.IsValidLabelKey.__doc__,
        "labelValue": labels_util.IsValidLabelValue.__doc__,
    }


def addresses():
    """Addresses at and beside the edges of every special network that Python knows, and whether they are public."""
    import ipaddress

    networks = ipaddress.IPv4Address._constants
    special = [*networks._private_networks, networks._multicast_network, networks._public_network]
    edges = {int(address) + beside for network in special for address in (network[0], network[-1]) for beside in (-1, 0, 1)}
    spread = range(0, 2**32, 65536 * 3 + 257)
    values = [ipaddress.IPv4Address(value) for value in sorted({*edges, *spread}) if 0 <= value < 2**32]
    return {
        "public": {str(value): value.is_global and not value.is_multicast for value in values},
        "private": [str(network) for network in networks._private_networks],
        "linkLocal": str(networks._linklocal_network),
        "loopback": str(networks._loopback_network),
        "multicast": str(networks._multicast_network),
        "reserved": str(networks._reserved_network),
        "shared": str(networks._public_network),
    }


kind, *arguments = sys.argv[1:]
print(json.dumps(globals()[kind](*arguments)))
