"""Networks on the running emulator."""

from __future__ import annotations

from typing import Any

import pytest

from tests.harness.provider.round_trip import policy, round_trip
from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator


@pytest.fixture
def vpc(stack: Stack) -> Deployed:
    return stack.create("aws:ec2/vpc:Vpc", "vpc", cidrBlock="10.0.0.0/16")


@pytest.fixture
def subnet(stack: Stack, vpc: Deployed) -> Deployed:
    return stack.create(
        "aws:ec2/subnet:Subnet", "subnet", vpcId=vpc.id, cidrBlock="10.0.0.0/24", availabilityZone="us-east-1a"
    )


def test_a_vpc_lives_through_a_round_trip(stack: Stack) -> None:
    first: dict[str, Any] = {"cidrBlock": "10.1.0.0/16", "enableDnsHostnames": True, "tags": {"Name": "one"}}
    second = {"cidrBlock": "10.1.0.0/16", "enableDnsHostnames": False, "tags": {"Name": "two"}}
    with round_trip(stack, "aws:ec2/vpc:Vpc", first, second, replacing={**first, "cidrBlock": "10.2.0.0/16"}) as vpc:
        assert vpc.outputs["mainRouteTableId"].startswith("rtb-")


def test_a_subnet_lives_through_a_round_trip(stack: Stack, vpc: Deployed) -> None:
    first = {"vpcId": vpc.id, "cidrBlock": "10.0.9.0/24", "availabilityZone": "us-east-1b", "mapPublicIpOnLaunch": True}
    second = {**first, "mapPublicIpOnLaunch": False, "tags": {"Name": "x"}}
    with round_trip(
        stack, "aws:ec2/subnet:Subnet", first, second, replacing={**first, "availabilityZone": "us-east-1c"}
    ):
        pass


def test_routes_live_through_a_round_trip(stack: Stack, vpc: Deployed, subnet: Deployed) -> None:
    of_vpc = {"vpcId": vpc.id}
    with (
        round_trip(
            stack, "aws:ec2/internetGateway:InternetGateway", of_vpc, {**of_vpc, "tags": {"a": "1"}}
        ) as internet,
        round_trip(stack, "aws:ec2/routeTable:RouteTable", of_vpc, {**of_vpc, "tags": {"a": "1"}}) as table,
    ):
        route = {"routeTableId": table.id, "destinationCidrBlock": "0.0.0.0/0", "gatewayId": internet.id}
        with round_trip(
            stack, "aws:ec2/route:Route", route, replacing={**route, "destinationCidrBlock": "10.9.0.0/16"}
        ) as known:
            assert known.outputs["state"] == "active"
        association = {"routeTableId": table.id, "subnetId": subnet.id}
        with round_trip(stack, "aws:ec2/routeTableAssociation:RouteTableAssociation", association):
            pass


def test_a_nat_gateway_lives_through_a_round_trip(stack: Stack, subnet: Deployed) -> None:
    with round_trip(stack, "aws:ec2/eip:Eip", {"tags": {"a": "1"}}, {"tags": {"a": "2"}}) as address:
        first = {"subnetId": subnet.id, "allocationId": address.id}
        with round_trip(stack, "aws:ec2/natGateway:NatGateway", first, {**first, "tags": {"a": "1"}}) as gateway:
            assert gateway.outputs["publicIp"] == address.outputs["publicIp"]


def test_a_security_group_lives_through_a_round_trip_and_opens_nothing(stack: Stack, vpc: Deployed) -> None:
    first = {"vpcId": vpc.id, "name": "functions", "description": "of the tests"}
    with round_trip(
        stack,
        "aws:ec2/securityGroup:SecurityGroup",
        first,
        {**first, "tags": {"a": "1"}},
        replacing={**first, "name": "b"},
    ) as group:
        rule = {
            "securityGroupId": group.id,
            "ipProtocol": "tcp",
            "fromPort": 443,
            "toPort": 443,
            "cidrIpv4": "0.0.0.0/0",
        }
        for direction in ("Ingress", "Egress"):
            kind = f"aws:vpc/securityGroup{direction}Rule:SecurityGroup{direction}Rule"
            second = {**rule, "description": "two", "tags": {"a": "1"}}
            with round_trip(stack, kind, {**rule, "description": "one"}, second):
                pass
        # AWS's own rule that lets everything out would make this a duplicate.
        everything = {"securityGroupId": group.id, "ipProtocol": "-1", "cidrIpv4": "0.0.0.0/0"}
        with round_trip(stack, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", everything):
            pass


def test_rules_between_groups_live_through_a_round_trip(stack: Stack, vpc: Deployed) -> None:
    groups = [
        stack.create("aws:ec2/securityGroup:SecurityGroup", name, vpcId=vpc.id) for name in ("functions", "cache")
    ]
    rule = {"securityGroupId": groups[0].id, "ipProtocol": "tcp", "referencedSecurityGroupId": groups[1].id}
    first, second = ({**rule, "fromPort": port, "toPort": port} for port in (6379, 6380))
    with round_trip(stack, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", first, second):
        pass


def test_endpoints_of_services_live_through_a_round_trip(stack: Stack, vpc: Deployed, subnet: Deployed) -> None:
    table = stack.create("aws:ec2/routeTable:RouteTable", "table", vpcId=vpc.id)
    gateway = {
        "vpcId": vpc.id,
        "serviceName": "com.amazonaws.us-east-1.s3",
        "routeTableIds": [table.id],
        "policy": policy("s3:GetObject"),
    }
    kind = "aws:ec2/vpcEndpoint:VpcEndpoint"
    with round_trip(stack, kind, gateway, {**gateway, "tags": {"a": "1"}}) as endpoint:
        assert endpoint.outputs["prefixListId"].startswith("pl-")
    second = stack.create(
        "aws:ec2/subnet:Subnet", "two", vpcId=vpc.id, cidrBlock="10.0.1.0/24", availabilityZone="us-east-1b"
    )
    interface = {
        "vpcId": vpc.id,
        "serviceName": "com.amazonaws.us-east-1.events",
        "vpcEndpointType": "Interface",
        "subnetIds": [subnet.id],
        "privateDnsEnabled": True,
    }
    with round_trip(stack, kind, interface, {**interface, "subnetIds": [second.id, subnet.id]}):
        pass
