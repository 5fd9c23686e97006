"""Functions that find parts of a network: zones, prefix lists, VPCs, subnets, security groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .clients import Clients
from .errors import ProviderError
from .values import Properties

OFFLINE_PREFIX_LIST = "pl-00000000"
OFFLINE_ZONES = "abc"  # the letters of the zones that a preview with nothing running supposes


@dataclass(frozen=True)
class Lookup:
    """How EC2 is asked for one kind of thing.

    Attributes:
        kind: what messages call it.
        method: of botocore's client.
        root: member of the answer that lists what was found.
        identifier: member of each that is its id; the plural of it takes ids in the request.
        filters: argument -> name of EC2's filter.
        outputs: output -> member.
        offline: the outputs with nothing running, over the arguments.
    """

    kind: str
    method: str
    root: str
    identifier: str
    filters: Mapping[str, str]
    outputs: Mapping[str, str]
    offline: Properties = field(default_factory=dict)

    @property
    def arguments(self) -> frozenset[str]:
        return frozenset({*self.filters, "id", "filters", "tags"})

    def one(self, arguments: Properties, clients: Clients) -> Properties:
        """The one that the arguments describe.

        Raises:
            ProviderError: none or several match.
        """
        if clients.configuration.offline:
            return {**self.offline, **arguments}
        found = self._found(arguments, clients)
        if len(found) != 1:
            wanted = ", ".join(f"{name} {value}" for name, value in arguments.items()) or "no condition"
            raise ProviderError(f"{len(found)} {self.kind}s match {wanted}: ask for exactly one")
        item = found[0]
        outputs = {name: item[member] for name, member in self.outputs.items() if member in item}
        return {**arguments, **outputs, "id": item[self.identifier], "tags": tags_of(item)}

    def every_id(self, arguments: Properties, clients: Clients) -> Properties:
        """The ids of all that the arguments describe, as `ids`; offline one for each supposed zone."""
        region = arguments.get("region") or clients.configuration.region
        if clients.configuration.offline:
            ids = [f"{self.offline['id']}{letter}" for letter in OFFLINE_ZONES]
        else:
            ids = sorted(item[self.identifier] for item in self._found(arguments, clients))
        return {**arguments, "id": region, "ids": ids}

    def _found(self, arguments: Properties, clients: Clients) -> list[dict[str, Any]]:
        client = clients.client("ec2", arguments.get("region"))
        request: dict[str, Any] = {"Filters": self._filters(arguments)} if self._filters(arguments) else {}
        if arguments.get("id"):
            request[f"{self.identifier}s"] = [arguments["id"]]
        found: list[dict[str, Any]] = (
            client.get_paginator(self.method).paginate(**request).build_full_result()[self.root]
        )
        return found

    def _filters(self, arguments: Properties) -> list[dict[str, Any]]:
        named = {filter_name: arguments.get(name) for name, filter_name in self.filters.items()}
        named |= {f"tag:{key}": value for key, value in (arguments.get("tags") or {}).items()}
        return filters_of(arguments) + [
            {"Name": name, "Values": [str(value).lower() if isinstance(value, bool) else value]}
            for name, value in named.items()
            if value is not None
        ]


def filters_of(arguments: Properties) -> list[dict[str, Any]]:
    """A function's own `filters` as EC2 takes them."""
    return [{"Name": item["name"], "Values": item["values"]} for item in arguments.get("filters") or []]


def tags_of(item: Mapping[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in item.get("Tags", [])}


VPC = Lookup(
    kind="VPC",
    method="describe_vpcs",
    root="Vpcs",
    identifier="VpcId",
    filters={"cidrBlock": "cidr", "default": "isDefault", "dhcpOptionsId": "dhcp-options-id", "state": "state"},
    outputs={
        "cidrBlock": "CidrBlock",
        "default": "IsDefault",
        "dhcpOptionsId": "DhcpOptionsId",
        "instanceTenancy": "InstanceTenancy",
        "ownerId": "OwnerId",
        "state": "State",
    },
    offline={"id": "vpc-00000000", "cidrBlock": "10.0.0.0/16", "tags": {}},
)
SUBNET = Lookup(
    kind="subnet",
    method="describe_subnets",
    root="Subnets",
    identifier="SubnetId",
    filters={
        "availabilityZone": "availability-zone",
        "availabilityZoneId": "availability-zone-id",
        "cidrBlock": "cidr-block",
        "defaultForAz": "default-for-az",
        "state": "state",
        "vpcId": "vpc-id",
    },
    outputs={
        "arn": "SubnetArn",
        "availabilityZone": "AvailabilityZone",
        "availabilityZoneId": "AvailabilityZoneId",
        "availableIpAddressCount": "AvailableIpAddressCount",
        "cidrBlock": "CidrBlock",
        "defaultForAz": "DefaultForAz",
        "mapPublicIpOnLaunch": "MapPublicIpOnLaunch",
        "ownerId": "OwnerId",
        "state": "State",
        "vpcId": "VpcId",
    },
    offline={"id": "subnet-00000000", "cidrBlock": "10.0.0.0/24", "vpcId": "vpc-00000000", "tags": {}},
)
SECURITY_GROUP = Lookup(
    kind="security group",
    method="describe_security_groups",
    root="SecurityGroups",
    identifier="GroupId",
    filters={"name": "group-name", "vpcId": "vpc-id"},
    outputs={"description": "Description", "name": "GroupName", "vpcId": "VpcId"},
    offline={"id": "sg-00000000", "vpcId": "vpc-00000000", "tags": {}},
)


def availability_zones(arguments: Properties, clients: Clients) -> Properties:
    """The zones of the region; offline its zones a, b and c."""
    name = arguments.get("region") or clients.configuration.region
    if clients.configuration.offline:
        names, ids = [f"{name}{letter}" for letter in OFFLINE_ZONES], [f"{name}-az{index + 1}" for index in range(3)]
        return {**arguments, "names": names, "zoneIds": ids, "groupNames": [name], "id": name, "region": name}
    filters = filters_of(arguments)
    if arguments.get("state"):
        filters.append({"Name": "state", "Values": [arguments["state"]]})
    request = {"Filters": filters} if filters else {}
    excluded = {*(arguments.get("excludeNames") or []), *(arguments.get("excludeZoneIds") or [])}
    zones = sorted(
        (
            zone
            for zone in clients.client("ec2", name).describe_availability_zones(**request)["AvailabilityZones"]
            if not {zone["ZoneName"], zone.get("ZoneId")} & excluded
        ),
        key=lambda zone: zone["ZoneName"],
    )
    return {
        **arguments,
        "names": [zone["ZoneName"] for zone in zones],
        "zoneIds": [zone.get("ZoneId", "") for zone in zones],
        "groupNames": sorted({zone.get("GroupName", name) for zone in zones}),
        "id": name,
        "region": name,
    }


def prefix_list(arguments: Properties, clients: Clients) -> Properties:
    """An AWS prefix list by id or name (`com.amazonaws.<region>.s3`); offline the id pl-00000000."""
    name, list_id = arguments.get("name"), arguments.get("prefixListId")
    if clients.configuration.offline:
        return {**arguments, "id": list_id or OFFLINE_PREFIX_LIST, "name": name or "", "cidrBlocks": []}
    filters = filters_of(arguments) + ([{"Name": "prefix-list-name", "Values": [name]}] if name else [])
    request = {**({"Filters": filters} if filters else {}), **({"PrefixListIds": [list_id]} if list_id else {})}
    found = clients.client("ec2", arguments.get("region")).describe_prefix_lists(**request)["PrefixLists"]
    matching = [
        item for item in found if name in (None, item["PrefixListName"]) and list_id in (None, item["PrefixListId"])
    ]
    if len(matching) != 1:
        raise ProviderError(
            f"{len(matching)} prefix lists match {name or list_id or filters}: ask for exactly one by name or id"
        )
    item = matching[0]
    return {
        **arguments,
        "id": item["PrefixListId"],
        "name": item["PrefixListName"],
        "cidrBlocks": item.get("Cidrs", []),
    }
