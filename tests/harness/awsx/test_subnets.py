"""The layout of subnets."""

from __future__ import annotations

import re
from ipaddress import IPv4Network
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.awsx.arguments import check_gateways, read_arguments
from harness.awsx.subnets import SubnetSpec, allocate, default_specs, even_zone_mask, subnet_spec

ZONES = ["a", "b", "c", "d", "e", "f"]
TYPES = st.sampled_from(["Public", "Private", "Isolated", "Unused"])


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, list[str], list[SubnetSpec]]:
    """A VPC's range, its zones, and up to four subnets that fit a zone: large ones first, none above a quarter."""
    cidr_block = f"10.0.0.0/{draw(st.integers(16, 22))}"
    zones = ZONES[: draw(st.integers(2, 6))]
    masks = st.integers(max(16, even_zone_mask(cidr_block, len(zones)) + 2), 28)
    specs = st.lists(st.builds(SubnetSpec, type=TYPES, mask=masks), min_size=1, max_size=4)
    return cidr_block, zones, sorted(draw(specs), key=lambda spec: spec.mask or 0)


@given(requests())
def test_subnets_lie_inside_the_vpc_and_never_overlap(request: tuple[str, list[str], list[SubnetSpec]]) -> None:
    cidr_block, zones, specs = request
    networks = [subnet.network for subnet in allocate("vpc", cidr_block, zones, specs)]
    assert all(network.subnet_of(IPv4Network(cidr_block)) for network in networks)
    assert not any(one.overlaps(other) for one, other in combinations(networks, 2))


@given(requests())
def test_every_zone_has_every_subnet_once_and_of_its_size(request: tuple[str, list[str], list[SubnetSpec]]) -> None:
    cidr_block, zones, specs = request
    subnets = allocate("vpc", cidr_block, zones, specs)
    wanted = [(spec.type, spec.mask) for spec in specs if spec.type != "Unused"]
    for zone in zones:
        assert [(one.type, one.network.prefixlen) for one in subnets if one.zone == zone] == wanted


@given(requests())
def test_subnets_have_the_same_places_in_every_zone(request: tuple[str, list[str], list[SubnetSpec]]) -> None:
    cidr_block, zones, specs = request
    size = 2 ** (32 - even_zone_mask(cidr_block, len(zones)))
    subnets = allocate("vpc", cidr_block, zones, specs)
    places = {zone: [int(one.network.network_address) % size for one in subnets if one.zone == zone] for zone in zones}
    assert all(place == places[zones[0]] for place in places.values())


@given(requests())
def test_a_zone_that_leaves_moves_no_subnet_of_the_others(request: tuple[str, list[str], list[SubnetSpec]]) -> None:
    cidr_block, zones, specs = request
    mask = even_zone_mask(cidr_block, len(zones))
    before = allocate("vpc", cidr_block, zones, specs, mask)
    assert allocate("vpc", cidr_block, zones[:-1], specs, mask) == [one for one in before if one.zone != zones[-1]]


@given(st.integers(16, 24), st.integers(1, 6), st.lists(st.builds(SubnetSpec, type=TYPES, mask=st.integers(16, 28))))
def test_whatever_is_asked_for_fits_or_is_refused(mask: int, zones: int, specs: list[SubnetSpec]) -> None:
    try:
        networks = [subnet.network for subnet in allocate("vpc", f"10.0.0.0/{mask}", ZONES[:zones], specs)]
    except ValueError as refusal:
        assert re.search("a zone has|overlap|lies outside|is empty", str(refusal))
    else:
        assert not any(one.overlaps(other) for one, other in combinations(networks, 2))
        assert all(network.subnet_of(IPv4Network(f"10.0.0.0/{mask}")) for network in networks)


@given(st.integers(16, 22), st.integers(1, 6), st.integers(1, 4))
def test_subnets_without_sizes_divide_a_zone_evenly(mask: int, zones: int, count: int) -> None:
    specs = [SubnetSpec("Private", name=f"part{number}") for number in range(count)]
    subnets = allocate("vpc", f"10.0.0.0/{mask}", ZONES[:zones], specs)
    assert len(subnets) == zones * count
    assert len({subnet.network.prefixlen for subnet in subnets}) == 1


def test_without_specs_each_zone_gets_a_private_half_and_a_public_quarter() -> None:
    found = [
        (subnet.name, str(subnet.network)) for subnet in allocate("vpc", "10.0.0.0/16", ZONES[:3], default_specs(18))
    ]
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
