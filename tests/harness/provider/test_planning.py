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


def test_an_unknown_type_is_an_error_that_says_where_rows_are() -> None:
    with pytest.raises(ProviderError, match="does not implement aws:x/y:Y; add a row for it in harness/provider/types"):
        row_of("aws:x/y:Y")


def test_a_missing_required_input_is_an_error() -> None:
    with pytest.raises(ProviderError, match="the required Rule of PutTargets is not given"):
        check("aws:cloudwatch/eventTarget:EventTarget", {"arn": "arn:aws:sqs:us-east-1:000000000000:queue"})


class Untouched:
    """A model that nobody may ask."""

    def operation_model(self, operation: str) -> Any:
        raise AssertionError(f"{operation} was looked up")


def test_inputs_as_they_were_need_no_model_of_the_service() -> None:
    row, wanted = row_of(QUEUE), {"fifoQueue": True, "tags": {"a": "1"}}
    first = planning.check(row, CLIENTS.model("sqs"), "name", wanted, {}, {"b": "2"}, b"seed")
    assert planning.check(row, Untouched(), "name", wanted, first, {"b": "2"}, b"seed") == first
    assert not planning.plan(row, Untouched(), first, first).changed


def test_an_automatic_name_stays_and_is_repeatable() -> None:
    first = check(QUEUE, {})
    assert first["name"].startswith("name-")
    assert check(QUEUE, {})["name"] == first["name"]
    assert check(QUEUE, {}, {"name": "former-0123456"})["name"] == "former-0123456"


def test_own_tags_win_over_default_tags() -> None:
    checked = check(QUEUE, {"tags": {"a": "own"}}, tags={"a": "default", "b": "default"})
    assert checked["tags"] == {"a": "own"}
    assert checked["tagsAll"] == {"a": "own", "b": "default"}


def test_a_changed_document_with_the_same_meaning_is_no_change() -> None:
    old = {"policy": '{"Statement": [{"Action": "s3:Get", "Effect": "Allow"}]}'}
    new = {"policy": '{"Statement":[{"Effect":"Allow","Action":["s3:Get"]}]}'}
    assert not plan("aws:sqs/queuePolicy:QueuePolicy", old, new).changed


def test_a_secret_of_bytes_is_sent_as_the_bytes_that_its_base64_says() -> None:
    row = row_of("aws:secretsmanager/secretVersion:SecretVersion")
    inputs = {"secretId": "a", "secretBinary": "AAH/"}
    request = requests.create_request(row, CLIENTS.model(row.service), inputs, inputs)
    assert request == {"SecretId": "a", "SecretBinary": b"\x00\x01\xff"}
    assert row.codecs["secretBinary"].decode(request["SecretBinary"]) == "AAH/"


def test_a_default_that_held_before_without_being_said_is_no_change() -> None:
    group = "aws:cloudwatch/logGroup:LogGroup"
    assert not plan(group, {"name": "a"}, {"name": "a", "logGroupClass": "STANDARD"}).changed
    assert plan(group, {"name": "a"}, {"name": "a", "logGroupClass": "DELIVERY"}).replaces == {"logGroupClass"}


def test_a_change_that_no_call_can_make_needs_a_new_resource() -> None:
    found = plan(FUNCTION, {"packageType": "Zip", "timeout": 3}, {"packageType": "Image", "timeout": 5})
    assert found.replaces == {"packageType"}
    assert found.kinds == {"packageType": "UPDATE_REPLACE", "timeout": "UPDATE"}


def test_the_old_one_goes_first_only_where_the_name_stays() -> None:
    assert plan(ROLE, {"name": "a", "path": "/"}, {"name": "a", "path": "/b/"}).delete_first
    assert not plan(ROLE, {"name": "a", "path": "/"}, {"name": "b", "path": "/"}).delete_first


def test_ignored_paths_are_no_change() -> None:
    old, new = {"tags": {"a": "1", "b": "1"}}, {"tags": {"a": "2", "b": "2"}}
    assert plan(QUEUE, old, new, ("tags.a",)).kinds == {"tags.b": "UPDATE"}


def test_code_changes_with_its_content_only() -> None:
    old, same_content, other = (
        Archive(path=path, hash=digest) for path, digest in (("a", "1"), ("b", "1"), ("a", "2"))
    )
    assert not plan(FUNCTION, {"code": old}, {"code": same_content}).changed
    assert plan(FUNCTION, {"code": old}, {"code": other}).changed == {"code"}


@given(st.lists(st.text(max_size=3), max_size=5), st.randoms())
def test_the_order_of_a_set_means_nothing(items: list[str], random: Any) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)
    assert same({"ids": items}, {"ids": shuffled}, unordered=("ids",))
    assert same({"ids": items}, {"ids": shuffled}) == (items == shuffled)


TARGETS = st.lists(
    st.fixed_dictionaries(
        {"id": st.text()}, optional={name: st.text(min_size=1) for name in ("filterPrefix", "filterSuffix")}
    )
)


@given(TARGETS)
def test_filters_of_notifications_are_the_same_there_and_back(targets: list[dict[str, Any]]) -> None:
    assert flat_filter(nested_filter(targets)) == targets


VARIABLES = st.dictionaries(st.text("ab/~", min_size=1, max_size=3), st.text(max_size=2), max_size=4)


@given(VARIABLES, VARIABLES)
def test_patch_operations_lead_from_the_old_map_to_the_new(old: dict[str, str], new: dict[str, str]) -> None:
    state = dict(old)
    for step in patch_operations(old, new, "/variables"):
        key = step["path"].removeprefix("/variables/").replace("~1", "/").replace("~0", "~")
        if step["op"] == "remove":
            del state[key]
        else:
            state[key] = step["value"]
    assert state == new


def test_a_preview_with_nothing_running_knows_names_but_no_arns(offline: Stack) -> None:
    outputs = offline.preview("aws:s3/bucket:Bucket", "data", bucket="data")
    assert outputs["bucket"] == "data"
    assert outputs["arn"] is UNKNOWN
    assert outputs["tagsAll"] == {"project": "timetables"}


def test_functions_answer_with_stand_ins_when_nothing_runs(offline: Stack) -> None:
    assert offline.invoke("aws:index/getCallerIdentity:getCallerIdentity")["accountId"] == "000000000000"
    zones = offline.invoke("aws:index/getAvailabilityZones:getAvailabilityZones")
    assert zones["names"] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
    assert offline.invoke("aws:index/getRegion:getRegion")["region"] == "eu-west-1"
    assert offline.invoke("aws:index/getPartition:getPartition")["partition"] == "aws"
    assert offline.invoke("aws:ec2/getVpc:getVpc", id="vpc-1")["id"] == "vpc-1"
    assert len(offline.invoke("aws:ec2/getSubnets:getSubnets", tags={"a": "1"})["ids"]) == 3
    assert offline.invoke("aws:ec2/getPrefixList:getPrefixList", name="x")["id"] == "pl-00000000"


def test_nothing_is_made_when_nothing_runs(offline: Stack) -> None:
    with pytest.raises(Exception, match="nothing is running, so sqs cannot be asked"):
        offline.create(QUEUE, "queue")


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
