"""Checked inputs, differences, previews: all that is decided without asking AWS."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.provider import planning, requests
from harness.provider.clients import Clients, Configuration
from harness.provider.comparison import same
from harness.provider.errors import ProviderError, UncoveredInput
from harness.provider.registry import row_of
from harness.provider.types.apigateway import patch_operations
from harness.provider.types.s3_settings import flat_filter, nested_filter
from harness.provider.values import UNKNOWN, Archive, Properties
from tests.harness.provider.stack import Deployed, Stack

CLIENTS = Clients(Configuration())
ROLE, QUEUE, FUNCTION = "aws:iam/role:Role", "aws:sqs/queue:Queue", "aws:lambda/function:Function"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"


def check(
    type_token: str, wanted: Properties, old: Properties | None = None, tags: Properties | None = None
) -> Properties:
    row = row_of(type_token)
    return planning.check(row, CLIENTS.model(row.service), "name", wanted, old or {}, tags or {}, b"seed")


def plan(type_token: str, old: Properties, wanted: Properties, ignored: tuple[str, ...] = ()) -> planning.Plan:
    row = row_of(type_token)
    return planning.plan(row, CLIENTS.model(row.service), old, wanted, ignored)


def test_an_uncovered_input_is_an_error_that_names_input_and_row() -> None:
    with pytest.raises(UncoveredInput, match=r"no rule for input 'colour'; add it to the row of aws:sqs/queue:Queue"):
        check(QUEUE, {"colour": "blue"})


def test_an_uncovered_part_of_an_input_is_an_error_too() -> None:
    metric = {"id": "a", "metric": {"metricName": "x", "colour": "blue"}}
    wanted = {"comparisonOperator": "x", "evaluationPeriods": 1, "metricQueries": [metric]}
    with pytest.raises(UncoveredInput, match=r"metricQueries\.metric\.colour"):
        check(ALARM, wanted)


def test_an_input_inside_another_that_no_rule_covers_is_named_by_its_path(offline: Stack) -> None:
    inputs = {"bucket": "data", "versioningConfiguration": {"status": "Enabled", "speed": "fast"}}
    with pytest.raises(
        AssertionError, match=r"'versioningConfiguration.speed'.* row of aws:s3/bucketVersioning:Bucket"
    ):
        offline.check("aws:s3/bucketVersioning:BucketVersioning", "data", inputs)


def test_an_unknown_function_or_argument_is_an_error_that_says_where_it_belongs(offline: Stack) -> None:
    with pytest.raises(grpc.RpcError, match="does not implement aws:ec2/getAmi:getAmi; add it to harness/provider/inv"):
        offline.invoke("aws:ec2/getAmi:getAmi", mostRecent=True)
    with pytest.raises(grpc.RpcError, match="does not heed 'allAvailabilityZones' of aws:index/getAvailabilityZones"):
        offline.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", allAvailabilityZones=True)


def test_a_part_that_cannot_change_in_place_replaces_what_it_is_part_of(offline: Stack) -> None:
    kind = "aws:servicediscovery/service:Service"
    config = {"namespaceId": "ns-1", "routingPolicy": "MULTIVALUE", "dnsRecords": [{"type": "A", "ttl": 10}]}
    inputs = offline.check(kind, "found", {"name": "found", "dnsConfig": config})
    service = Deployed(kind, "found", "srv-1", inputs, inputs)
    slower = offline.diff(service, name="found", dnsConfig={**config, "dnsRecords": [{"type": "A", "ttl": 60}]})
    assert not slower.replaces
    weighted = offline.diff(service, name="found", dnsConfig={**config, "routingPolicy": "WEIGHTED"})
    assert list(weighted.replaces) == ["dnsConfig"]
