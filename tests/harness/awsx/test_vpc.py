"""`awsx.ec2.Vpc` from the plugin alone, over gRPC: what it registers and what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import grpc
import pulumi_awsx as awsx
import pytest

from harness.provider.values import Properties
from tests.harness.awsx.plugin import RESOURCE_REFERENCE, SIGNATURE, Plugin, Recorder, running_plugin

COMPONENT = "urn:pulumi:dev::shop::awsx:ec2:Vpc::net"
VPC = "urn:pulumi:dev::shop::awsx:ec2:Vpc$aws:ec2/vpc:Vpc::net"
SUBNET = "urn:pulumi:dev::shop::awsx:ec2:Vpc$aws:ec2/vpc:Vpc$aws:ec2/subnet:Subnet"
TABLE = f"{SUBNET}$aws:ec2/routeTable:RouteTable"
PRIVATE = {"type": "Private", "name": "private", "cidrMask": 22}
PUBLIC = {"type": "Public", "name": "public", "cidrMask": 26}


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plugin]:
    with running_plugin(tmp_path_factory.mktemp("awsx")) as running:
        yield running


def vpc(plugin: Plugin, **arguments: Any) -> tuple[Recorder, Properties]:
    """A VPC in two zones with a private and a public subnet each, unless the arguments say otherwise."""
    wanted = {
        "cidrBlock": "10.20.0.0/16",
        "numberOfAvailabilityZones": 2,
        "subnetStrategy": "Auto",
        "subnetSpecs": [PRIVATE, PUBLIC],
        "natGateways": {"strategy": "None"},
        **arguments,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    recorder, urn, outputs = plugin.construct("awsx:ec2:Vpc", "net", **given)
    assert urn == COMPONENT
    return recorder, outputs


def reference(urn: str, resource_id: str) -> Properties:
    """A resource among outputs."""
    return {SIGNATURE: RESOURCE_REFERENCE, "urn": urn, "id": resource_id}


def test_its_children_have_the_types_and_urns_of_the_real_component(plugin: Plugin) -> None:
    recorder, _ = vpc(plugin)
    names = ["net-private-1", "net-private-2", "net-public-1", "net-public-2"]
    assert sorted(recorder.registered) == sorted(
        [
            COMPONENT,
            VPC,
            f"{VPC.removesuffix('::net')}$aws:ec2/internetGateway:InternetGateway::net",
            *(f"{SUBNET}::{name}" for name in names),
            *(f"{TABLE}::{name}" for name in names),
            *(f"{TABLE}$aws:ec2/routeTableAssociation:RouteTableAssociation::{name}" for name in names),
            f"{TABLE}$aws:ec2/route:Route::net-public-1",
            f"{TABLE}$aws:ec2/route:Route::net-public-2",
        ]
    )


def test_a_child_hangs_below_what_it_belongs_to_and_waits_for_it(plugin: Plugin) -> None:
    recorder, _ = vpc(plugin)
    parents = {
        VPC: COMPONENT,
        f"{SUBNET}::net-private-1": VPC,
        f"{TABLE}::net-private-1": f"{SUBNET}::net-private-1",
        f"{TABLE}$aws:ec2/routeTableAssociation:RouteTableAssociation::net-private-1": f"{TABLE}::net-private-1",
    }
    for child, parent in parents.items():
        assert recorder.registered[child].parent == parent
        if parent != COMPONENT:
            assert parent in recorder.registered[child].dependencies


def test_children_ask_for_the_provider_of_the_programs_sdk(plugin: Plugin) -> None:
    recorder, _ = vpc(plugin)
    versions = {one.version for urn, one in recorder.registered.items() if urn != COMPONENT}
    [version] = versions
    assert version.startswith("7.")


def test_the_vpc_takes_its_arguments_and_is_named_by_a_tag(plugin: Plugin) -> None:
    recorder, _ = vpc(plugin, enableDnsHostnames=True, enableDnsSupport=True, tags={"team": "platform"})
    assert recorder.registered[VPC].inputs == {
        "cidrBlock": "10.20.0.0/16",
        "enableDnsHostnames": True,
        "enableDnsSupport": True,
        "tags": {"Name": "net", "team": "platform"},
    }


def test_a_subnet_lies_in_its_zone_and_only_public_ones_give_public_addresses(plugin: Plugin) -> None:
    recorder, _ = vpc(plugin, tags={"team": "platform"})
    subnets = recorder.named("aws:ec2/subnet:Subnet")
    assert subnets["net-private-2"].inputs == {
        "vpcId": "Vpc-net",
        "availabilityZone": "eu-central-1b",
        "cidrBlock": "10.20.128.0/22",
        "mapPublicIpOnLaunch": False,
        "tags": {"Name": "net-private-2", "SubnetType": "Private", "team": "platform"},
    }
    assert subnets["net-public-1"].inputs["cidrBlock"] == "10.20.4.0/26"
    assert subnets["net-public-1"].inputs["mapPublicIpOnLaunch"] is True


def test_tags_of_a_spec_are_its_subnets_only(plugin: Plugin) -> None:
    recorder, _ = vpc(plugin, subnetSpecs=[{**PRIVATE, "tags": {"tier": "inner"}}])
    assert recorder.named("aws:ec2/subnet:Subnet")["net-private-1"].inputs["tags"]["tier"] == "inner"
    assert "tier" not in recorder.named("aws:ec2/routeTable:RouteTable")["net-private-1"].inputs["tags"]


@pytest.mark.parametrize(
    ("strategy", "gateways", "of_second_zone"),
    [
        ("None", [], None),
        ("Single", ["net-1"], "NatGateway-net-1"),
        ("OnePerAz", ["net-1", "net-2"], "NatGateway-net-2"),
    ],
)
def test_private_subnets_leave_through_the_gateways_of_the_strategy(
    plugin: Plugin, strategy: str, gateways: list[str], of_second_zone: str | None
) -> None:
    recorder, outputs = vpc(plugin, natGateways={"strategy": strategy})
    assert sorted(recorder.named("aws:ec2/natGateway:NatGateway")) == gateways
    assert sorted(recorder.named("aws:ec2/eip:Eip")) == gateways
    assert len(outputs["natGateways"]) == len(outputs["eips"]) == len(gateways)
    routes = recorder.named("aws:ec2/route:Route")
    assert routes["net-public-1"].inputs["gatewayId"] == "InternetGateway-net"
    if of_second_zone is None:
        assert "net-private-2" not in routes
    else:
        assert routes["net-private-2"].inputs == {
            "routeTableId": "RouteTable-net-private-2",
            "destinationCidrBlock": "0.0.0.0/0",
            "natGatewayId": of_second_zone,
        }


def test_a_gateway_stands_in_the_public_subnet_of_its_zone_with_an_address_of_its_own(plugin: Plugin) -> None:
    recorder, _ = vpc(plugin, natGateways={"strategy": "OnePerAz"}, tags={"team": "platform"})
    gateway = recorder.named("aws:ec2/natGateway:NatGateway")["net-2"]
    assert gateway.parent == f"{SUBNET}::net-public-2"
    assert gateway.inputs == {
        "subnetId": "Subnet-net-public-2",
        "allocationId": "Eip-net-2",
        "tags": {"Name": "net-2", "team": "platform"},
    }


def test_isolated_subnets_have_no_way_out(plugin: Plugin) -> None:
    specs = [PRIVATE, PUBLIC, {"type": "Isolated", "cidrMask": 26}]
    recorder, outputs = vpc(plugin, subnetSpecs=specs, natGateways={"strategy": "Single"})
    assert outputs["isolatedSubnetIds"] == ["Subnet-net-isolated-1", "Subnet-net-isolated-2"]
    assert not any("isolated" in name for name in recorder.named("aws:ec2/route:Route"))


def test_its_outputs_are_resources_ids_and_the_layout(plugin: Plugin) -> None:
    _, outputs = vpc(plugin)
    assert outputs["vpcId"] == "Vpc-net"
    assert outputs["vpc"] == reference(VPC, "Vpc-net")
    assert outputs["privateSubnetIds"] == ["Subnet-net-private-1", "Subnet-net-private-2"]
    assert outputs["publicSubnetIds"] == ["Subnet-net-public-1", "Subnet-net-public-2"]
    order = ["net-public-1", "net-private-1", "net-public-2", "net-private-2"]
    assert outputs["subnets"] == [reference(f"{SUBNET}::{name}", f"Subnet-{name}") for name in order]
    assert outputs["privateSubnets"] == [reference(f"{SUBNET}::{name}", f"Subnet-{name}") for name in order[1::2]]
    assert outputs["routeTables"] == [reference(f"{TABLE}::{name}", f"RouteTable-{name}") for name in order]
    assert outputs["natGateways"] == outputs["eips"] == outputs["vpcEndpoints"] == []
    assert outputs["subnetLayout"] == [{**PRIVATE, "size": 1024}, {**PUBLIC, "size": 64}]


def test_its_outputs_are_those_of_the_real_components_schema(plugin: Plugin) -> None:
    _, outputs = vpc(plugin)
    getters = (value.fget for value in vars(awsx.ec2.Vpc).values() if isinstance(value, property))
    assert set(outputs) == {getter._pulumi_name for getter in getters}


def test_without_specs_it_has_private_and_public_subnets_in_three_zones(plugin: Plugin) -> None:
    recorder, outputs = vpc(plugin, cidrBlock=None, numberOfAvailabilityZones=None, subnetSpecs=None, natGateways=None)
    assert recorder.registered[VPC].inputs["cidrBlock"] == "10.0.0.0/16"
    subnets = recorder.named("aws:ec2/subnet:Subnet")
    assert {name: one.inputs["cidrBlock"] for name, one in subnets.items() if name.endswith("-3")} == {
        "net-private-3": "10.0.128.0/19",
        "net-public-3": "10.0.160.0/20",
    }
    assert [spec["type"] for spec in outputs["subnetLayout"]] == ["Private", "Public"]
    assert len(recorder.named("aws:ec2/natGateway:NatGateway")) == 3


def test_zones_that_are_named_need_no_question(plugin: Plugin) -> None:
    recorder, _ = vpc(plugin, numberOfAvailabilityZones=None, availabilityZoneNames=["x-1", "x-2"])
    assert recorder.invoked == []
    assert recorder.named("aws:ec2/subnet:Subnet")["net-private-2"].inputs["availabilityZone"] == "x-2"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"vpcEndpointSpecs": []}, "'vpcEndpointSpecs' is not supported by the local awsx"),
        ({"numberOfAvailabilityZones": 5}, "the region has 4 availability zones, not 5"),
        ({"subnetSpecs": [PRIVATE], "natGateways": {"strategy": "Single"}}, "needs public and private subnets"),
    ],
)
def test_what_it_cannot_build_fails_before_any_child(plugin: Plugin, arguments: Properties, message: str) -> None:
    with pytest.raises(grpc.RpcError, match=message):
        vpc(plugin, **arguments)


def test_other_components_of_awsx_are_refused_by_name(plugin: Plugin) -> None:
    with pytest.raises(grpc.RpcError, match="does not implement awsx:ecs:FargateService; add it to harness/awsx"):
        plugin.construct("awsx:ecs:FargateService", "web")
