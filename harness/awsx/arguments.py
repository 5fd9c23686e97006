"""The arguments of `awsx.ec2.Vpc` that are supported here, checked before any resource is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from harness.awsx.subnets import Subnet

DEFAULT_ZONES = 3
DEFAULT_CIDR_BLOCK = "10.0.0.0/16"
NAT_STRATEGIES = ("None", "Single", "OnePerAz")
PASSED_ON = ("enableDnsHostnames", "enableDnsSupport", "instanceTenancy")
SUPPORTED = {
    *PASSED_ON,
    "availabilityZoneCidrMask",
    "availabilityZoneNames",
    "cidrBlock",
    "natGateways",
    "numberOfAvailabilityZones",
    "subnetSpecs",
    "subnetStrategy",
    "tags",
}


@dataclass(frozen=True)
class VpcArguments:
    """The component's checked arguments; see the public schema of awsx for their meaning."""

    cidr_block: str
    zone_names: Sequence[str] | None
    zone_count: int
    zone_mask: int | None
    specs: Sequence[Mapping[str, Any]] | None
    nat_strategy: str
    tags: Mapping[str, Any] = field(default_factory=dict)
    passed_on: Mapping[str, Any] = field(default_factory=dict)


def read_arguments(given: Mapping[str, Any]) -> VpcArguments:
    """Checks the component's arguments.

    Raises:
        ValueError: an argument is not supported here, or its value is not allowed.
    """
    given = {name: value for name, value in given.items() if value is not None}
    unknown = sorted(set(given) - SUPPORTED)
    if unknown:
        raise ValueError(
            f"awsx.ec2.Vpc: '{unknown[0]}' is not supported by the local awsx, "
            f"which knows {', '.join(sorted(SUPPORTED))}"
        )
    if given.get("subnetStrategy") != "Auto":
        raise ValueError(
            f"awsx.ec2.Vpc: subnetStrategy must be Auto for the local awsx, not {given.get('subnetStrategy')!r}"
        )
    if "availabilityZoneNames" in given and "numberOfAvailabilityZones" in given:
        raise ValueError("awsx.ec2.Vpc: give availabilityZoneNames or numberOfAvailabilityZones, not both")
    gateways = given.get("natGateways") or {}
    unknown = sorted(set(gateways) - {"strategy"})
    if unknown:
        raise ValueError(f"awsx.ec2.Vpc: 'natGateways.{unknown[0]}' is not supported by the local awsx")
    strategy = gateways.get("strategy", "OnePerAz")
    if strategy not in NAT_STRATEGIES:
        raise ValueError(
            f"awsx.ec2.Vpc: natGateways.strategy must be one of {', '.join(NAT_STRATEGIES)}, not {strategy!r}"
        )
    mask = given.get("availabilityZoneCidrMask")
    return VpcArguments(
        cidr_block=given.get("cidrBlock", DEFAULT_CIDR_BLOCK),
        zone_names=given.get("availabilityZoneNames"),
        zone_count=int(given.get("numberOfAvailabilityZones", DEFAULT_ZONES)),
        zone_mask=None if mask is None else int(mask),
        specs=given.get("subnetSpecs"),
        nat_strategy=strategy,
        tags=given.get("tags") or {},
        passed_on={name: given[name] for name in PASSED_ON if name in given},
    )


def check_gateways(strategy: str, subnets: Sequence[Subnet]) -> None:
    """Raises ValueError where NAT gateways have no public subnet to live in, or no private one to serve."""
    types = {subnet.type for subnet in subnets}
    if strategy != "None" and not {"Public", "Private"} <= types:
        raise ValueError(
            f"awsx.ec2.Vpc: natGateways.strategy {strategy} needs public and private subnets: "
            "add them to subnetSpecs, or set None"
        )
