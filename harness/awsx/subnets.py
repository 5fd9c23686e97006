"""Which subnets a VPC gets: the layout that awsx documents for `subnetStrategy: Auto`, as plain data.

The VPC's range is cut into equal parts, one a zone; in each, subnets follow in the order of their specs,
each aligned to its own size. https://www.pulumi.com/docs/iac/guides/clouds/aws/vpc/ describes the strategy.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network
from itertools import pairwise
from typing import Any

TYPES = ("Public", "Private", "Isolated", "Unused")
SMALLEST_MASK, LARGEST_MASK = 28, 16  # what AWS allows for a subnet
SMALLEST_DEFAULT_ZONE = 26


@dataclass(frozen=True)
class SubnetSpec:
    """The subnet that every zone gets.

    Attributes:
        type: Public, Private, Isolated, or Unused, which reserves a range without a subnet.
        name: middle part of the subnets' names; None takes the type.
        mask: prefix length; None divides a zone's range evenly.
        tags: tags of these subnets.
    """

    type: str
    name: str | None = None
    mask: int | None = None
    tags: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Subnet:
    """One subnet in one zone."""

    name: str
    type: str
    zone: str
    network: IPv4Network
    tags: Mapping[str, Any] = field(default_factory=dict)


def subnet_spec(given: Mapping[str, Any]) -> SubnetSpec:
    """Reads one of the component's `subnetSpecs`.

    Raises:
        ValueError: an argument is not supported, or a value is not allowed.
    """
    unknown = sorted(set(given) - {"type", "name", "cidrMask", "size", "tags"})
    if unknown:
        raise ValueError(f"subnetSpecs: '{unknown[0]}' is not supported by the local awsx; use cidrMask or size")
    kind = str(given.get("type", "")).capitalize()
    if kind not in TYPES:
        raise ValueError(f"subnetSpecs: type must be one of {', '.join(TYPES)}, not {given.get('type')!r}")
    mask, size = given.get("cidrMask"), given.get("size")
    if size is not None:
        if size < 1 or int(size) & (int(size) - 1):
            raise ValueError(f"subnetSpecs: size must be a power of two, not {size}")
        fitting = 32 - int(size).bit_length() + 1
        if mask is not None and mask != fitting:
            raise ValueError(f"subnetSpecs: size {size} is a /{fitting}, but cidrMask says /{mask}")
        mask = fitting
    return SubnetSpec(kind, given.get("name"), None if mask is None else int(mask), given.get("tags") or {})


def even_zone_mask(cidr_block: str, zones: int) -> int:
    """Prefix length of a zone's range where the VPC's is divided evenly, in powers of two."""
    return IPv4Network(cidr_block).prefixlen + _bits(zones)


def default_specs(zone_mask: int) -> list[SubnetSpec]:
    """What a VPC gets when the program asks for nothing: a private half and a public quarter of each zone.

    Raises:
        ValueError: a zone has too little room.
    """
    if zone_mask > SMALLEST_DEFAULT_ZONE:
        raise ValueError(
            f"default subnets need a /{SMALLEST_DEFAULT_ZONE} a zone, not a /{zone_mask}: give subnetSpecs"
        )
    mask = max(zone_mask, LARGEST_MASK)
    return [SubnetSpec("Private", mask=mask + 1), SubnetSpec("Public", mask=mask + 2)]


def allocate(
    vpc_name: str,
    cidr_block: str,
    zones: Sequence[str],
    specs: Sequence[SubnetSpec],
    zone_mask: int | None = None,
) -> list[Subnet]:
    """The subnets of a VPC, zone by zone in the order of their specs.

    Args:
        vpc_name: first part of the subnets' names.
        cidr_block: range of the VPC, IPv4.
        zones: the availability zones to use.
        specs: the subnets of each zone.
        zone_mask: prefix length of a zone's range; None divides the VPC evenly.

    Raises:
        ValueError: the subnets do not fit.
    """
    vpc = IPv4Network(cidr_block)
    zone_mask = even_zone_mask(cidr_block, len(zones)) if zone_mask is None else zone_mask
    if not specs:
        raise ValueError("subnetSpecs is empty: leave it out for the default, or name a subnet")
    even = zone_mask + _bits(len(specs))
    _check_sizes(specs, zone_mask, even)
    subnets: list[Subnet] = []
    for number, zone in enumerate(zones, start=1):
        previous: IPv4Network | None = None
        start = IPv4Network((int(vpc.network_address) + (number - 1) * 2 ** (32 - zone_mask), zone_mask))
        for spec in specs:
            previous = _next(previous, start, even if spec.mask is None else spec.mask)
            subnets.append(
                Subnet(f"{vpc_name}-{spec.name or spec.type.lower()}-{number}", spec.type, zone, previous, spec.tags)
            )
    _check_layout(vpc, subnets)
    return [subnet for subnet in subnets if subnet.type != "Unused"]


def _next(previous: IPv4Network | None, start: IPv4Network, mask: int) -> IPv4Network:
    """The first range of this size behind the previous one."""
    if previous is None:
        return IPv4Network((int(start.network_address), mask), strict=False)
    size = 2 ** (32 - mask)
    return IPv4Network(((int(previous.broadcast_address) // size + 1) * size, mask))


def _bits(count: int) -> int:
    """How many bits tell that many things apart."""
    return math.ceil(math.log2(count)) if count else 0


def _check_sizes(specs: Sequence[SubnetSpec], zone_mask: int, even: int) -> None:
    masks = [even if spec.mask is None else spec.mask for spec in specs]
    for spec, mask in zip(specs, masks, strict=True):
        if spec.type != "Unused" and not LARGEST_MASK <= mask <= SMALLEST_MASK:
            raise ValueError(
                f"a subnet may be a /{LARGEST_MASK} to /{SMALLEST_MASK}, but {spec.name or spec.type} is a /{mask}"
            )
    room, needed = 2 ** (32 - zone_mask), sum(2 ** (32 - mask) for mask in masks)
    if needed > room:
        raise ValueError(
            f"a zone has {room} addresses, but its subnets need {needed}: enlarge the VPC or shrink the subnets"
        )


def _check_layout(vpc: IPv4Network, subnets: Sequence[Subnet]) -> None:
    ordered = sorted(subnets, key=lambda subnet: int(subnet.network.network_address))
    for one, other in pairwise(ordered):
        if one.network.overlaps(other.network):
            raise ValueError(
                f"subnets {one.name} ({one.network}) and {other.name} ({other.network}) overlap: order them from "
                "large to small, enlarge the VPC, or use fewer zones"
            )
    outside = next((subnet for subnet in ordered if not subnet.network.subnet_of(vpc)), None)
    if outside:
        raise ValueError(f"subnet {outside.name} ({outside.network}) lies outside of the VPC ({vpc}): enlarge it")
