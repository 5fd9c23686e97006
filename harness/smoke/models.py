"""Checks on the models that serve, and on what takes a bad one back."""

from __future__ import annotations

import json

from harness.client import PipelineClient
from harness.models.followers import FUNCTIONS, served_by
from harness.models.rollout import Rollout
from harness.smoke.expect import expect

MODEL = "ocr"
SILENT = {"alarmData": {"alarmName": "smoke", "state": {"value": "OK", "reason": "a check of the path to the pointer"}}}


def functions_serve_what_the_pointer_names(client: PipelineClient) -> str:
    """Every function that reads pages does so with the champion that the serving pointer names."""
    champion = Rollout(client, MODEL, lambda line: None).pointer().version
    for function in FUNCTIONS:
        serves = served_by(client, function)["champion"]
        expect(serves == champion, f"{function} serves {serves}, the pointer names {champion}")
    return f"{', '.join(FUNCTIONS)}: {champion}"


def alarms_reach_the_serving_pointer(client: PipelineClient) -> str:
    """The rollout function takes CloudWatch's event and reads the pointer; an alarm that is silent changes nothing."""
    before = Rollout(client, MODEL, lambda line: None).pointer()
    function = client.outputs["rolloutFunctionName"]
    invoked = client.aws("lambda").invoke(FunctionName=function, Qualifier="live", Payload=json.dumps(SILENT).encode())
    answer = json.loads(invoked["Payload"].read())
    expect("FunctionError" not in invoked, f"{function} failed: {answer}")
    expect(answer["withdrawn"] is None, f"{function} withdrew {answer['withdrawn']}")
    expect(Rollout(client, MODEL, lambda line: None).pointer() == before, "the pointer moved")
    return f"{function}: {answer}"
