"""Checks on the path from an upload in S3 to results, events and features."""

from __future__ import annotations

import json
import ssl
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import redis

from functions.evaluation.timeblocks import score_blocks
from harness.client import PipelineClient
from harness.sample import sample_image, sample_truth
from harness.smoke.expect import expect

LEAST_F1 = 0.95  # of the sample's timeblocks; a smoke test, not a benchmark
AWKWARD_NAMES = ("week A + B.png", "Übersicht 4ü/План уроков.png", "../class 4M.png", "100%25 & more?.png")


def upload_becomes_words_timetable_event_and_features(client: PipelineClient) -> str:
    """An upload yields the OCR result, the timetable, the event "OCR Completed" and the features in Redis."""
    with _events_of(client) as next_event:
        started = time.perf_counter()
        document = client.upload(sample_image(), f"uploads/smoke/{uuid.uuid4()}/timetable.png")
        words = client.wait_for_result("ocr", document)["words"]
        seconds = time.perf_counter() - started
        timetable = client.wait_for_result("timetables", document)
        event = next_event(document)
    score = score_blocks(timetable["timeblocks"], sample_truth()["timeblocks"])
    differences = f"not read: {score.missing}; not on the page: {score.surplus}"
    expect(score.f1 >= LEAST_F1, f"block F1 {score.f1:.3f}; {differences}")
    expect(event["ocrResultKey"] == f"ocr/{document}.json", f"the event names {event['ocrResultKey']}")
    features = _features(client, document)
    expect(len(features) > 0, f"no features of {document} in {client.outputs['featureStoreEndpoint']}")
    return (
        f"{len(words)} words after {seconds:.2f} s; {len(timetable['timeblocks'])} blocks, F1 {score.f1:.3f}; "
        f"event on {client.outputs['eventBusName']}; features {', '.join(sorted(features))}"
    )


def awkward_keys_are_read(client: PipelineClient) -> str:
    """Keys with spaces, plus signs, folders, other alphabets, dots and percent signs are read like any other."""
    documents = {name: client.upload(sample_image(), f"uploads/smoke/{uuid.uuid4()}/{name}") for name in AWKWARD_NAMES}
    for name, document in documents.items():
        expect(bool(client.wait_for_result("ocr", document)["words"]), f"no words from {name!r}")
    return ", ".join(repr(name) for name in documents)


@contextmanager
def _events_of(client: PipelineClient) -> Iterator[Any]:
    """Listens on the bus through a rule and a queue of its own, as another team would; removes both."""
    sqs, events = client.aws("sqs"), client.aws("events")
    name, bus = f"smoke-{uuid.uuid4().hex[:12]}", client.outputs["eventBusName"]
    queue = sqs.create_queue(QueueName=name)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = {"source": ["custom.learningyogi"], "detail-type": ["OCR Completed"]}
    events.put_rule(Name=name, EventBusName=bus, EventPattern=json.dumps(pattern))
    events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "smoke", "Arn": arn}])

    def next_event(document: str, timeout: float = 20) -> dict[str, Any]:
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            for message in sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1).get("Messages", []):
                detail: dict[str, Any] = json.loads(message["Body"])["detail"]
                if detail["documentId"] == document:
                    return detail
        raise TimeoutError(f"no event 'OCR Completed' of {document} on {bus} after {timeout:.0f} s")

    try:
        yield next_event
    finally:
        events.remove_targets(Rule=name, EventBusName=bus, Ids=["smoke"])
        events.delete_rule(Name=name, EventBusName=bus)
        sqs.delete_queue(QueueUrl=queue)


def _features(client: PipelineClient, entity: str) -> dict[str, str]:
    """Every feature of an entity, read from the cluster over TLS."""
    host, _, port = client.outputs["featureStoreEndpoint"].rpartition(":")
    bundle = client.environment.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    cluster = redis.RedisCluster(host=host, port=int(port), ssl=True, ssl_ca_certs=bundle, decode_responses=True)
    try:
        keys = list(cluster.scan_iter(match=f"{{{entity}}}:*"))
        return {key.split(":", 1)[1]: str(cluster.get(key)) for key in keys}
    finally:
        cluster.close()
