from __future__ import annotations

from pathlib import Path

from tests.unit.recording import Recording, Resource, run_program, stack_settings

EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"


def opened(rules: list[Resource]) -> dict[str, tuple[str, float, object]]:
    """By rule: whose group, the port, and the other side."""
    return {
        one.name: (
            one.inputs["securityGroupId"],
            one.inputs["fromPort"],
            one.inputs.get("referencedSecurityGroupId") or one.inputs.get("prefixListId") or one.inputs.get("cidrIpv4"),
        )
        for one in rules
    }


def test_functions_reach_the_cache_s3_and_the_endpoints_only(stack: Recording) -> None:
    assert opened(stack.of_type(EGRESS)) == {
        "network-functions-to-cache": ("network-functions-id", 6379, "network-cache-id"),
        "network-functions-to-s3": ("network-functions-id", 443, "pl-1"),
        "network-functions-to-endpoints": ("network-functions-id", 443, "network-endpoints-id"),
    }


def test_cache_and_endpoints_are_reached_by_functions_only(stack: Recording) -> None:
    assert opened(stack.of_type(INGRESS)) == {
        "network-cache-from-functions": ("network-cache-id", 6379, "network-functions-id"),
        "network-endpoints-from-functions": ("network-endpoints-id", 443, "network-functions-id"),
    }


def test_every_rule_opens_one_tcp_port(stack: Recording) -> None:
    for one in [*stack.of_type(EGRESS), *stack.of_type(INGRESS)]:
        assert one.inputs["ipProtocol"] == "tcp"
        assert one.inputs["fromPort"] == one.inputs["toPort"]


def test_groups_carry_no_rules_of_their_own(stack: Recording) -> None:
    """Inline rules and rule resources fight over the same group."""
    for one in stack.of_type("aws:ec2/securityGroup:SecurityGroup"):
        assert not {"ingress", "egress"} & set(one.inputs)


def test_without_nat_there_is_no_public_subnet(stack: Recording) -> None:
    inputs = stack.one("awsx:ec2:Vpc", "network-vpc").inputs
    assert inputs["natGateways"] == {"strategy": "None"}
    assert [one["type"] for one in inputs["subnetSpecs"]] == ["Private"]


def test_there_are_two_zones_or_more(dev: Recording, prod: Recording) -> None:
    zones = [one.one("awsx:ec2:Vpc", "network-vpc").inputs["numberOfAvailabilityZones"] for one in (dev, prod)]
    assert zones == [2, 3]


def test_s3_is_reached_by_the_free_gateway(stack: Recording) -> None:
    endpoint = stack.one(ENDPOINT, "network-s3").inputs
    assert endpoint["vpcEndpointType"] == "Gateway"
    assert endpoint["serviceName"] == "com.amazonaws.eu-west-1.s3"
    assert endpoint["routeTableIds"] == ["table-a", "table-b"]


def test_the_way_to_s3_leads_to_the_stacks_own_buckets(dev: Recording) -> None:
    objects, listing = dev.policies()[f"{ENDPOINT} network-s3 policy"]["Statement"]
    names = ["learningyogi-input-dev", "learningyogi-results-dev", "learningyogi-models-dev"]
    assert listing["Resource"] == [f"arn:aws:s3:::{name}-123456789012" for name in names]
    assert objects["Resource"] == [f"{arn}/*" for arn in listing["Resource"]]


def test_events_and_queues_are_reached_by_private_endpoints(dev: Recording, prod: Recording) -> None:
    for recording, zones in ((dev, 1), (prod, 2)):
        for service in ("events", "sqs"):
            endpoint = recording.one(ENDPOINT, f"network-{service}").inputs
            assert endpoint["vpcEndpointType"] == "Interface"
            assert endpoint["privateDnsEnabled"] is True
            assert len(endpoint["subnetIds"]) == zones


def test_nat_adds_public_subnets_after_the_private_ones(tmp_path: Path) -> None:
    network = {**stack_settings("dev")["ai-pipeline:network"], "natGateways": "Single", "interfaceEndpoints": []}
    with_nat = run_program("dev", tmp_path, {"ai-pipeline:network": network})
    inputs = with_nat.one("awsx:ec2:Vpc", "network-vpc").inputs
    assert [(one["type"], one["cidrMask"]) for one in inputs["subnetSpecs"]] == [("Private", 22), ("Public", 26)]
    assert [one.name for one in with_nat.of_type(ENDPOINT)] == ["network-s3"]
    internet = ("network-functions-id", 443, "0.0.0.0/0")
    assert opened(with_nat.of_type(EGRESS))["network-functions-to-internet"] == internet
    assert "network-endpoints-from-functions" not in opened(with_nat.of_type(INGRESS))
