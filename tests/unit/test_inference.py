from __future__ import annotations

import json

from tests.unit.recording import Recording

RULE = "aws:cloudwatch/eventRule:EventRule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"


def test_uploads_go_to_the_live_alias_of_ocr(stack: Recording) -> None:
    (notification,) = stack.of_type("aws:s3/bucketNotification:BucketNotification")
    (configured,) = notification.inputs["lambdaFunctions"]
    assert notification.inputs["bucket"].startswith("learningyogi-input-")
    assert configured["events"] == ["s3:ObjectCreated:*"]
    assert configured["filterPrefix"] == "uploads/"
    assert configured["lambdaFunctionArn"].endswith(":inference-ocr-live")


def test_the_notification_waits_for_the_permission(stack: Recording) -> None:
    (notification,) = stack.of_type("aws:s3/bucketNotification:BucketNotification")
    assert "inference-uploads-permission" in notification.dependencies


def test_ocr_results_go_to_the_live_alias_of_document(stack: Recording) -> None:
    rule = stack.one(RULE, "inference-ocr-completed-rule").inputs
    target = stack.one(TARGET, "inference-ocr-completed-target").inputs
    assert json.loads(rule["eventPattern"]) == {"source": ["custom.learningyogi"], "detail-type": ["OCR Completed"]}
    assert rule["eventBusName"] == target["eventBusName"] == stack.outputs["eventBusName"]
    assert target["arn"].endswith(":inference-document-live")


def test_events_that_cannot_be_delivered_become_dead_letters(stack: Recording) -> None:
    target = stack.one(TARGET, "inference-ocr-completed-target").inputs
    assert target["deadLetterConfig"]["arn"].endswith(":events-dead-letters")


def test_functions_are_kept_warm_where_no_concurrency_is_provisioned(dev: Recording, prod: Recording) -> None:
    schedules = {one.name: one.inputs["scheduleExpression"] for one in dev.of_type(RULE) if "warm" in one.name}
    assert schedules == {
        "inference-ocr-warm-up-rule": "rate(5 minutes)",
        "inference-document-warm-up-rule": "rate(5 minutes)",
    }
    assert json.loads(dev.one(TARGET, "inference-ocr-warm-up-target").inputs["input"]) == {"warmup": True}
    assert not [one.name for one in prod.of_type(RULE) if "warm" in one.name]


def test_a_rule_may_invoke_only_the_alias_it_aims_at(dev: Recording) -> None:
    permission = dev.one("aws:lambda/permission:Permission", "inference-ocr-warm-up-permission").inputs
    assert permission["principal"] == "events.amazonaws.com"
    assert permission["sourceArn"].endswith(":inference-ocr-warm-up-rule")
    assert (permission["function"], permission["qualifier"]) == ("ai-pipeline-ocr-inference-dev", "live")
