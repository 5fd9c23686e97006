"""Checks on what must not go wrong: repeated events and bad uploads."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

from harness.client import PipelineClient, document_id
from harness.sample import sample_image
from harness.smoke.expect import expect

GARBAGE = b"this is not an image"


def repeated_event_yields_one_result(client: PipelineClient) -> str:
    """S3 delivers at least once: the same event again leaves the finished result as it is."""
    key = f"uploads/smoke/{uuid.uuid4()}/repeated.png"
    document = client.upload(sample_image(), key)
    client.wait_for_result("timetables", document)
    before = _result_version(client, document)
    event = _s3_event(client, key)
    for _ in range(2):
        answer = client.aws("lambda").invoke(
            FunctionName=client.outputs["ocrFunctionName"], Qualifier="live", Payload=json.dumps(event)
        )
        expect("FunctionError" not in answer, f"the repeated event failed: {answer['Payload'].read()!r}")
    expect(_result_version(client, document) == before, "the repeated event wrote the result again")
    return f"delivered three times, written once ({before})"


def bad_upload_goes_to_dead_letters_and_blocks_nothing(client: PipelineClient) -> str:
    """An upload that can never be read lands in the dead-letter queue with its reason; the next one is read."""
    folder = f"uploads/smoke/{uuid.uuid4()}"
    bad = client.upload(GARBAGE, f"{folder}/garbage.png")
    good = client.upload(sample_image(), f"{folder}/good.png")
    expect(bool(client.wait_for_result("ocr", good)["words"]), "the good upload beside the bad one has no words")
    letter = _dead_letter_of(client, bad)
    record = client.wait_for_document(bad)
    expect(record["status"] == "failed", f"the bad document's status is {record['status']}")
    return f"{letter['error']['type']}: {letter['error']['message']}"


def _s3_event(client: PipelineClient, key: str) -> dict[str, Any]:
    """The event as S3 sent it, rebuilt from the document's record."""
    record = client.result("documents", document_id(key))
    assert record is not None
    source = record["source"]
    s3 = {
        "bucket": {"name": source["bucket"]},
        "object": {"key": key, "eTag": source["etag"], "sequencer": source["sequencer"], "size": len(sample_image())},
    }
    return {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "s3": s3}]}


def _result_version(client: PipelineClient, document: str) -> str:
    head = client.aws("s3").head_object(Bucket=client.outputs["resultsBucket"], Key=f"ocr/{document}.json")
    return str(head.get("VersionId") or head["LastModified"])


def _dead_letter_of(client: PipelineClient, document: str, timeout: float = 30) -> dict[str, Any]:
    """Takes the letter of one document from the queue; leaves the others there."""
    sqs, queue = client.aws("sqs"), client.outputs["deadLetterQueueUrl"]
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        answer = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1, VisibilityTimeout=5)
        for message in answer.get("Messages", []):
            letter: dict[str, Any] = json.loads(message["Body"])
            if letter.get("documentId") == document:
                sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
                return letter
    raise TimeoutError(f"no dead letter of {document} after {timeout:.0f} s")
