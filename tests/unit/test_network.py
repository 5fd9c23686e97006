from __future__ import annotations

from pathlib import Path

from tests.unit.recording import Recording, Resource, run_program, stack_settings, with_training

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


def reached(stack: Recording, purpose: str) -> dict[str, float]:
    """Who the members of a group may open connections to, and at which port."""
    rules = [one for one in stack.of_type(EGRESS) if f"-{purpose}-to-" in one.name]
    return {one.name.split(f"-{purpose}-to-")[1]: one.inputs["fromPort"] for one in rules}


def reaching(stack: Recording, purpose: str) -> dict[str, float]:
    """Who may open connections to the members of a group, and at which port."""
    rules = [one for one in stack.of_type(INGRESS) if f"-{purpose}-from-" in one.name]
    return {one.name.split(f"-{purpose}-from-")[1]: one.inputs["fromPort"] for one in rules}


def test_functions_reach_the_cache_s3_and_the_endpoints_only(stack: Recording) -> None:
    assert reached(stack, "functions") == {"cache": 6379, "s3": 443, "endpoints": 443}


def test_the_cache_is_reached_by_functions_only(stack: Recording) -> None:
    assert reaching(stack, "cache") == {"functions": 6379}
    assert reached(stack, "cache") == {}


def test_the_registry_is_reached_by_training_and_its_steps_only(stack: Recording) -> None:
    assert reaching(stack, "mlflow-balancer") == {"training": 5000, "training-steps": 5000}
    assert reached(stack, "mlflow-balancer") == {"mlflow": 5000}
    assert reaching(stack, "mlflow") == {"mlflow-balancer": 5000}


def test_the_database_is_reached_by_the_registry_only(stack: Recording) -> None:
    assert reaching(stack, "mlflow-database") == {"mlflow": 5432}
    assert reached(stack, "mlflow-database") == {}


def test_tasks_reach_what_they_need_and_nothing_more(stack: Recording) -> None:
    assert reached(stack, "mlflow") == {"mlflow-database": 5432, "s3": 443, "endpoints": 443}
    assert reached(stack, "training") == {"mlflow-balancer": 5000, "s3": 443, "endpoints": 443}
    assert reached(stack, "training-steps") == reached(stack, "training")


def test_both_ends_of_a_connection_name_each_other(stack: Recording) -> None:
    outwards, inwards = opened(stack.of_type(EGRESS)).values(), opened(stack.of_type(INGRESS)).values()
    between_groups = {(own, port, other) for own, port, other in outwards if other != "pl-1"}
    assert {(other, port, own) for own, port, other in inwards} == between_groups


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
    objects, listing, layers = dev.policies()[f"{ENDPOINT} network-s3 policy"]["Statement"]
    names = ["input", "results", "models", "training", "mlflow"]
    assert listing["Resource"] == [f"arn:aws:s3:::learningyogi-{name}-dev-123456789012" for name in names]
    assert objects["Resource"] == [f"{arn}/*" for arn in listing["Resource"]]
    assert layers["Resource"] == ["arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"]
    assert layers["Action"] == ["s3:GetObject"]


def test_events_and_queues_are_reached_by_private_endpoints(dev: Recording, prod: Recording) -> None:
    for recording, zones in ((dev, 1), (prod, 2)):
        for service in ("events", "sqs"):
            endpoint = recording.one(ENDPOINT, f"network-{service}").inputs
            assert endpoint["vpcEndpointType"] == "Interface"
            assert endpoint["privateDnsEnabled"] is True
            assert len(endpoint["subnetIds"]) == zones


def test_nat_adds_public_subnets_after_the_private_ones(tmp_path: Path) -> None:
    network = {**stack_settings("dev")["ai-pipeline:network"], "natGateways": "Single", "interfaceEndpoints": []}
    with_nat = run_program("dev", tmp_path, {**with_training("dev"), "ai-pipeline:network": network})
    inputs = with_nat.one("awsx:ec2:Vpc", "network-vpc").inputs
    assert [(one["type"], one["cidrMask"]) for one in inputs["subnetSpecs"]] == [("Private", 22), ("Public", 26)]
    assert [one.name for one in with_nat.of_type(ENDPOINT)] == ["network-s3"]
    internet = ("network-functions-id", 443, "0.0.0.0/0")
    assert opened(with_nat.of_type(EGRESS))["network-functions-to-internet"] == internet
    assert reached(with_nat, "training") == {"mlflow-balancer": 5000, "s3": 443, "internet": 443}
    assert reaching(with_nat, "endpoints") == {}
