import json

import pytest

from functions.rollout.alarm import Alarm
from functions.rollout.handler import handler
from functions.rollout.service import withdraw
from functions.shared import clients
from functions.shared.errors import ServiceUnavailable, UnexpectedEvent
from functions.shared.serving_pointers import ServingPointers
from functions.shared.settings import ConfigurationError
from functions.shared.storage import Storage
from tests.functions.in_memory import Context
from tests.functions.shared.fake_aws import FakeS3, client_error

BUCKET, KEY = "models", "models/ocr/serving.json"
TRIAL = {"version": "v1", "previous": "v0", "canary": {"version": "v2", "share": 0.1}}


def event(value: str = "ALARM") -> dict:
    """As CloudWatch documents it."""
    state = {"value": value, "reason": "Threshold Crossed: 1 datapoint", "timestamp": "2023-08-04T12:36:15.490+0000"}
    return {
        "source": "aws.cloudwatch",
        "alarmArn": "arn:aws:cloudwatch:us-east-1:444455556666:alarm:canary-errors",
        "accountId": "444455556666",
        "time": "2023-08-04T12:36:15.490+0000",
        "region": "us-east-1",
        "alarmData": {"alarmName": "canary-errors", "state": state, "previousState": {**state, "value": "OK"}},
    }


@pytest.fixture
def s3(monkeypatch) -> FakeS3:
    s3 = FakeS3()
    monkeypatch.setattr(clients, "s3", lambda: s3)
    monkeypatch.setenv("MODELS_BUCKET", BUCKET)
    monkeypatch.setenv("MODEL", "ocr")
    return s3


def store(s3: FakeS3, pointer: dict) -> None:
    s3.put_object(BUCKET, KEY, json.dumps(pointer).encode())


def test_an_alarm_takes_the_canary_out_and_says_why_in_the_pointer(s3):
    store(s3, TRIAL)
    assert handler(event(), Context()) == {"withdrawn": "v2", "champion": "v1"}
    pointer = s3.json(BUCKET, KEY)
    assert pointer.pop("changed")
    assert pointer == {
        "version": "v1",
        "previous": "v0",
        "withdrawn": "v2",
        "reason": "alarm canary-errors: Threshold Crossed: 1 datapoint",
    }


def test_an_alarm_that_comes_twice_leaves_the_champion_alone(s3):
    store(s3, TRIAL)
    handler(event(), Context())
    after = s3.json(BUCKET, KEY)
    assert handler(event(), Context()) == {"withdrawn": None, "champion": "v1"}
    assert s3.json(BUCKET, KEY) == after


def test_an_alarm_that_stopped_ringing_changes_nothing(s3):
    store(s3, TRIAL)
    assert handler(event("OK"), Context()) == {"withdrawn": None, "champion": "v1"}
    assert s3.json(BUCKET, KEY) == TRIAL


def test_where_nothing_was_ever_promoted_nothing_is_written(s3):
    assert handler(event(), Context()) == {"withdrawn": None, "champion": None}
    assert s3.objects == {}


def test_a_store_that_does_not_answer_has_lambda_try_again(s3):
    def refuse(call: str) -> None:
        raise client_error("SlowDown", 503, call)

    s3.before = refuse
    with pytest.raises(ServiceUnavailable):
        withdraw(Alarm.of(event()), ServingPointers(Storage(lambda: s3), BUCKET, "ocr"))


@pytest.mark.parametrize("stranger", [{}, {"alarmData": None}, {"alarmData": {"alarmName": "x", "state": "ALARM"}}])
def test_an_event_that_is_no_alarm_is_refused(stranger):
    with pytest.raises(UnexpectedEvent, match="takes alarms of CloudWatch"):
        Alarm.of(stranger)


def test_a_missing_variable_is_named(monkeypatch):
    monkeypatch.delenv("MODELS_BUCKET", raising=False)
    monkeypatch.setenv("MODEL", "ocr")
    with pytest.raises(ConfigurationError, match="MODELS_BUCKET"):
        handler(event(), Context())
