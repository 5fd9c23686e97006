"""Names that services are found by, on the running emulator."""

from __future__ import annotations

import uuid

import pytest

from tests.harness.provider.round_trip import round_trip
from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator


@pytest.fixture
def vpc(stack: Stack) -> Deployed:
    return stack.create("aws:ec2/vpc:Vpc", "network", cidrBlock="10.0.0.0/16")


def test_a_private_namespace_and_its_services_live_through_a_round_trip(stack: Stack, vpc: Deployed) -> None:
    first = {"name": f"{uuid.uuid4().hex[:12]}.internal", "vpc": vpc.id, "description": "one", "tags": {"a": "1"}}
    with round_trip(
        stack,
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace",
        first,
        {**first, "description": "two", "tags": {"a": "2"}},
        replacing={**first, "name": "other.internal"},
    ) as namespace:
        assert namespace.id.startswith("ns-")
        assert namespace.outputs["arn"].endswith(f"/{namespace.id}")
        assert namespace.outputs["hostedZone"]
        records = {"namespaceId": namespace.id, "dnsRecords": [{"type": "A", "ttl": 10}]}
        service = {
            "name": "mlflow",
            "description": "one",
            "dnsConfig": {**records, "routingPolicy": "MULTIVALUE"},
            "healthCheckCustomConfig": {"failureThreshold": 1},
            "tags": {"a": "1"},
        }
        slower = {**records, "dnsRecords": [{"type": "A", "ttl": 60}], "routingPolicy": "MULTIVALUE"}
        with round_trip(
            stack,
            "aws:servicediscovery/service:Service",
            service,
            {**service, "description": "two", "dnsConfig": slower, "tags": {"b": "1"}},
            replacing={**service, "dnsConfig": {**records, "routingPolicy": "WEIGHTED"}},
        ) as found:
            assert found.outputs["arn"].endswith(f"/{found.id}")
