"""Functions that find parts of a network, on the running emulator."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import grpc
import pytest

from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator


@dataclass
class Network:
    vpc: Deployed
    subnets: list[Deployed]
    group: Deployed
    tag: str


@pytest.fixture
def network(stack: Stack) -> Network:
    """A VPC with two subnets and a security group, found by a tag of their own."""
    tag = uuid.uuid4().hex
    vpc = stack.create("aws:ec2/vpc:Vpc", "network", cidrBlock="10.77.0.0/16", tags={"test": tag})
    subnets = [
        stack.create(
            "aws:ec2/subnet:Subnet", zone, vpcId=vpc.id, cidrBlock=block, availabilityZone=zone, tags={"test": tag}
        )
        for zone, block in (("us-east-1a", "10.77.0.0/24"), ("us-east-1b", "10.77.1.0/24"))
    ]
    group = stack.create("aws:ec2/securityGroup:SecurityGroup", "group", vpcId=vpc.id, name=f"group-{tag}")
    return Network(vpc, subnets, group, tag)


def test_a_vpc_is_found_by_id_and_by_tag(stack: Stack, network: Network) -> None:
    by_id = stack.invoke("aws:ec2/getVpc:getVpc", id=network.vpc.id)
    by_tag = stack.invoke("aws:ec2/getVpc:getVpc", tags={"test": network.tag})
    assert by_id == by_tag
    assert (by_id["cidrBlock"], by_id["default"], by_id["tags"]) == ("10.77.0.0/16", False, {"test": network.tag})


def test_subnets_are_found_by_filters(stack: Stack, network: Network) -> None:
    of_vpc = [{"name": "vpc-id", "values": [network.vpc.id]}]
    found = stack.invoke("aws:ec2/getSubnets:getSubnets", filters=of_vpc)
    assert found["ids"] == sorted(subnet.id for subnet in network.subnets)


def test_a_subnet_is_found_by_its_zone(stack: Stack, network: Network) -> None:
    found = stack.invoke("aws:ec2/getSubnet:getSubnet", vpcId=network.vpc.id, availabilityZone="us-east-1b")
    assert (found["id"], found["cidrBlock"]) == (network.subnets[1].id, "10.77.1.0/24")


def test_a_security_group_is_found_by_name(stack: Stack, network: Network) -> None:
    found = stack.invoke("aws:ec2/getSecurityGroup:getSecurityGroup", name=f"group-{network.tag}")
    assert (found["id"], found["vpcId"]) == (network.group.id, network.vpc.id)


def test_none_or_several_are_an_error_with_their_number(stack: Stack, network: Network) -> None:
    with pytest.raises(grpc.RpcError, match="2 subnets match vpcId .*: ask for exactly one"):
        stack.invoke("aws:ec2/getSubnet:getSubnet", vpcId=network.vpc.id)
    with pytest.raises(grpc.RpcError, match="0 VPCs match tags .*: ask for exactly one"):
        stack.invoke("aws:ec2/getVpc:getVpc", tags={"test": "nobody"})
