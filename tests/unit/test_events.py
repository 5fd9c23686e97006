from __future__ import annotations

from tests.unit.recording import TARGET, Recording


def test_the_bus_and_the_queue_are_named_after_the_stack(dev: Recording) -> None:
    assert dev.one("aws:cloudwatch/eventBus:EventBus", "events-bus").inputs["name"] == "ai-pipeline-dev"
    queue = dev.one("aws:sqs/queue:Queue", "events-dead-letters").inputs
    assert queue["name"] == "ai-pipeline-dev-dead-letters"


def test_dead_letters_are_encrypted_and_kept_for_14_days(stack: Recording) -> None:
    queue = stack.one("aws:sqs/queue:Queue", "events-dead-letters").inputs
    assert queue["sqsManagedSseEnabled"] is True
    assert queue["messageRetentionSeconds"] == 14 * 24 * 3600


def test_the_queue_takes_undelivered_events_of_this_bus_and_nothing_without_tls(dev: Recording) -> None:
    name = "aws:sqs/queuePolicy:QueuePolicy events-dead-letters-policy policy"
    undelivered, insecure = dev.policies()[name]["Statement"]
    assert undelivered["Principal"] == {"Service": "events.amazonaws.com"}
    assert undelivered["Condition"] == {
        "ArnLike": {"aws:SourceArn": f"arn:aws:events:{TARGET.region}:{TARGET.account}:rule/ai-pipeline-dev/*"}
    }
    assert insecure["Effect"] == "Deny"
    assert insecure["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
