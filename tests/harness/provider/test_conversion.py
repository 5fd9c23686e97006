"""Properties to request members and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.provider.clients import Clients, Configuration
from harness.provider.conversion import NoMember, from_answer, property_name, to_request
from harness.provider.values import UNKNOWN, Asset

CLIENTS = Clients(Configuration())


def request_of(service: str, operation: str) -> Any:
    return CLIENTS.model(service).operation_model(operation).input_shape


def test_names_match_in_any_case_and_in_the_other_number() -> None:
    shape = request_of("lambda", "CreateFunction")
    given_inputs = {
        "kmsKeyArn": "arn",
        "memorySize": "256",
        "fileSystemConfig": [{"arn": "a", "localMountPath": "/mnt"}],
    }
    assert to_request(given_inputs, shape, {}) == {
        "KMSKeyArn": "arn",
        "MemorySize": 256,
        "FileSystemConfigs": [{"Arn": "a", "LocalMountPath": "/mnt"}],
    }


def test_an_input_without_a_member_is_named_by_its_path() -> None:
    with pytest.raises(NoMember) as caught:
        to_request({"environment": {"values": {}}}, request_of("lambda", "CreateFunction"), {})
    assert caught.value.path == "environment.values"


def test_attributes_become_text_and_come_back_as_they_were() -> None:
    names = {"delaySeconds": "Attributes.DelaySeconds", "fifoQueue": "Attributes.FifoQueue"}
    shape = request_of("sqs", "CreateQueue")
    request = to_request({"delaySeconds": 5, "fifoQueue": True}, shape, names)
    assert request == {"Attributes": {"DelaySeconds": "5", "FifoQueue": "true"}}
    assert from_answer(request, shape, names, {"delaySeconds": 1, "fifoQueue": False}) == {
        "delaySeconds": 5,
        "fifoQueue": True,
    }


def test_a_map_becomes_a_list_of_pairs() -> None:
    shape = request_of("cloudwatch", "PutMetricAlarm")
    request = to_request({"dimensions": {"FunctionName": "ocr"}}, shape, {})
    assert request == {"Dimensions": [{"Name": "FunctionName", "Value": "ocr"}]}


def test_files_become_bytes_and_the_unknown_stays_unknown() -> None:
    shape = request_of("lambda", "UpdateFunctionCode")
    request = to_request({"code": Asset(text="x"), "s3Key": UNKNOWN}, shape, {"code": "ZipFile"})
    assert request == {"ZipFile": b"x", "S3Key": UNKNOWN}


def test_an_optional_block_may_be_a_list_of_one_but_not_of_two() -> None:
    shape = request_of("lambda", "CreateFunction")
    assert to_request({"vpcConfig": [{"subnetIds": ["a"]}]}, shape, {}) == {"VpcConfig": {"SubnetIds": ["a"]}}
    with pytest.raises(ValueError, match="'vpcConfig' takes at most one block, not 2"):
        to_request({"vpcConfig": [{}, {}]}, shape, {})


def test_a_word_where_a_number_belongs_is_refused() -> None:
    with pytest.raises(ValueError, match="'memorySize' must be a number, not 'big'"):
        to_request({"memorySize": "big"}, request_of("lambda", "CreateFunction"), {})


def test_what_aws_adds_of_its_own_is_left_out() -> None:
    shape = request_of("lambda", "CreateFunction")
    raw = {"VpcConfig": {"SubnetIds": ["a"], "Ipv6AllowedForDualStack": False}, "Timeout": 3}
    assert from_answer(raw, shape, {}, {"vpcConfig": {"subnetIds": ["b"]}}) == {"vpcConfig": {"subnetIds": ["a"]}}


RULES = st.lists(
    st.fixed_dictionaries(
        {"id": st.text(min_size=1, max_size=5), "status": st.sampled_from(["Enabled", "Disabled"])},
        optional={
            "filter": st.fixed_dictionaries({"prefix": st.text(max_size=5)}),
            "expiration": st.fixed_dictionaries({"days": st.integers(1, 99)}),
            "transitions": st.lists(
                st.fixed_dictionaries({"days": st.integers(1, 99), "storageClass": st.just("GLACIER_IR")}),
                min_size=1,
                max_size=2,
            ),
        },
    ),
    max_size=4,
)


@given(RULES)
def test_what_was_sent_reads_back_the_same(rules: list[dict[str, Any]]) -> None:
    shape, names = request_of("s3", "PutBucketLifecycleConfiguration"), {"rules": "LifecycleConfiguration.Rules"}
    properties = {"bucket": "b", "rules": rules}
    assert from_answer(to_request(properties, shape, names), shape, names, properties) == properties


@pytest.mark.parametrize(
    ("member", "name"), [("VpcId", "vpcId"), ("SSEAlgorithm", "sseAlgorithm"), ("ARN", "arn"), ("address", "address")]
)
def test_a_member_has_the_property_name_of_pulumi(member: str, name: str) -> None:
    assert property_name(member) == name
