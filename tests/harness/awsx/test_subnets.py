"""The layout of subnets."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.awsx.subnets import SubnetSpec, allocate, subnet_spec
from harness.awsx.vpc import check_gateways, read_arguments

ZONES = ["a", "b", "c", "d", "e", "f"]
SPECS = st.lists(
    st.builds(SubnetSpec, type=st.sampled_from(["Public", "Private", "Isolated", "Unused"]), mask=st.integers(16, 28)),
    min_size=1,
    max_size=4,
)


@given(st.integers(16, 24), st.integers(1, 6), SPECS)
def test_subnets_lie_inside_the_vpc_and_never_overlap(mask: int, zones: int, specs: list[SubnetSpec]) -> None:
    try:
        subnets = allocate("vpc", f"10.0.0.0/{mask}", ZONES[:zones], specs)
    except ValueError:
        return  # they do not fit, and the message says so
    assert len(subnets) == zones * sum(spec.type != "Unused" for spec in specs)
    networks = [subnet.network for subnet in subnets]
    assert all(
        int(network.network_address) >> (32 - mask) == int(networks[0].network_address) >> (32 - mask)
        for network in networks
    )
    assert not any(one.overlaps(other) for one, other in combinations(networks, 2))


def test_without_specs_each_zone_gets_a_private_half_and_a_public_quarter() -> None:
    found = [(subnet.name, str(subnet.network)) for subnet in allocate("vpc", "10.0.0.0/16", ZONES[:3], None)]
    assert found == [
        ("vpc-private-1", "10.0.0.0/19"),
        ("vpc-public-1", "10.0.32.0/20"),
        ("vpc-private-2", "10.0.64.0/19"),
        ("vpc-public-2", "10.0.96.0/20"),
        ("vpc-private-3", "10.0.128.0/19"),
        ("vpc-public-3", "10.0.160.0/20"),
    ]


def test_adding_public_subnets_behind_private_ones_moves_nothing() -> None:
    private, public = SubnetSpec("Private", mask=22), SubnetSpec("Public", mask=26)
    alone = {subnet.name: subnet.network for subnet in allocate("vpc", "10.0.0.0/16", ZONES[:2], [private])}
    both = {subnet.name: subnet.network for subnet in allocate("vpc", "10.0.0.0/16", ZONES[:2], [private, public])}
    assert alone.items() <= both.items()
    assert str(both["vpc-public-2"]) == "10.0.132.0/26"


def test_subnets_that_do_not_fit_are_refused_with_the_numbers() -> None:
    with pytest.raises(ValueError, match="a zone has 128 addresses, but its subnets need 256"):
        allocate("vpc", "10.0.0.0/24", ZONES[:2], [SubnetSpec("Private", mask=24)])


def test_a_size_is_as_good_as_a_mask() -> None:
    assert subnet_spec({"type": "private", "size": 1024}).mask == 22
    with pytest.raises(ValueError, match="size 1024 is a /22, but cidrMask says /24"):
        subnet_spec({"type": "Private", "size": 1024, "cidrMask": 24})


@pytest.mark.parametrize(
    ("given_arguments", "message"),
    [
        ({"subnetStrategy": "Auto", "ipv4IpamPoolId": "x"}, "'ipv4IpamPoolId' is not supported"),
        ({}, "subnetStrategy must be Auto"),
        ({"subnetStrategy": "Auto", "natGateways": {"strategy": "Two"}}, "must be one of None, Single, OnePerAz"),
        (
            {"subnetStrategy": "Auto", "availabilityZoneNames": ["a"], "numberOfAvailabilityZones": 1},
            "availabilityZoneNames or numberOfAvailabilityZones, not both",
        ),
    ],
)
def test_arguments_that_are_not_supported_are_errors(given_arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_arguments(given_arguments)


def test_a_gateway_needs_public_and_private_subnets() -> None:
    private = allocate("vpc", "10.0.0.0/16", ["a"], [SubnetSpec("Private")])
    check_gateways("None", private)
    with pytest.raises(ValueError, match="needs public and private subnets"):
        check_gateways("Single", private)
