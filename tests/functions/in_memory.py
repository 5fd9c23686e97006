"""A pipeline for tests: the functions' real services over AWS in memory, with a reader that reads what tests write."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_plus

from PIL import Image

from functions.document.service import DocumentService
from functions.ocr.service import OcrService
from functions.shared.bus import EventBus
from functions.shared.dead_letters import DeadLetters
from functions.shared.documents import Documents
from functions.shared.events import OcrCompleted, parse_event
from functions.shared.feature_store import Feature, FeatureStoreUnavailable
from functions.shared.inference import Inference
from functions.shared.model_metrics import ModelMetrics
from functions.shared.page import Page, Word
from functions.shared.serving import Loaded, Serving
from functions.shared.settings import Settings
from functions.shared.storage import Storage
from tests.functions.shared.fake_aws import FakeEventBridge, FakeS3, FakeSqs

INPUT, RESULTS = "inputs", "results"
REQUEST_ID = "request-1"


def png(shade: int = 255) -> bytes:
    """A small page of one grey, so that pages differ by their shade."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, shade, shade)).save(buffer, "PNG")
    return buffer.getvalue()


class ShadeReader:
    """Reads one word off a page: its shade."""

    def read(self, page: Page) -> tuple[Word, ...]:
        return (Word(f"shade{page.image[0, 0, 0]}", 0.9, 1, 2, 30, 10, page=page.number),)


class OneModel:
    """A model store that has one model."""

    def current(self) -> Serving[ShadeReader]:
        return Serving(Loaded("shades-1", ShadeReader()))

    refreshed = current


@dataclass
class MemoryFeatures:
    """A feature store that is up or down."""

    stored: dict[str, dict[str, Feature]] = field(default_factory=dict)
    down: bool = False

    def put_features(self, entity_id: str, features: Mapping[str, Feature], ttl: int) -> None:
        if self.down:
            raise FeatureStoreUnavailable("down")
        self.stored.setdefault(entity_id, {}).update(features)


class Pipeline:
    """Both functions on one set of services.

    Attributes:
        s3, sqs, bus: the AWS edges, to look at and to make fail.
        features: the feature store.
    """

    def __init__(self, max_upload_bytes: int = 1_000_000) -> None:
        self.s3, self.sqs, self.bus = FakeS3(), FakeSqs(), FakeEventBridge()
        self.features = MemoryFeatures()
        settings = Settings("test", INPUT, RESULTS, max_upload_bytes, 900, ("https://app.example",))
        storage = Storage(lambda: self.s3)
        documents = Documents(storage, RESULTS, now=lambda: "2026-01-02T03:04:05.678+00:00")
        bus = EventBus(lambda: self.bus, "bus")
        self.inference = Inference(
            settings=settings,
            storage=storage,
            documents=documents,
            bus=bus,
            dead_letters=DeadLetters(lambda: self.sqs, "queue", "ocr", bus, documents, now=lambda: "now"),
            features=self.features,  # type: ignore[arg-type]
            models=OneModel(),  # type: ignore[arg-type]
            metrics=ModelMetrics("test", "ocr"),
        )
        self.ocr = OcrService(self.inference)
        self.document = DocumentService(self.inference)
        self._sequence = 0

    def upload(self, key: str, data: bytes) -> dict[str, Any]:
        """Puts an object, and returns the record with which S3 tells of it."""
        self._sequence += 1
        self.s3.put_object(INPUT, key, data)
        return upload_record(key, data, f"{self._sequence:08X}")

    def result(self, folder: str, identifier: str) -> Any:
        return self.s3.json(RESULTS, f"{folder}/{identifier}.json")

    def completed_events(self) -> list[OcrCompleted]:
        """The `OCR Completed` events so far, as the document function receives them."""
        events = [
            parse_event({"detail-type": name, "detail": detail})
            for name, detail in self.bus.events
            if name == "OCR Completed"
        ]
        return [event for event in events if isinstance(event, OcrCompleted)]


def upload_record(key: str, data: bytes, sequencer: str) -> dict[str, Any]:
    """A record of an S3 event."""
    return {
        "eventSource": "aws:s3",
        "eventName": "ObjectCreated:Put",
        "s3": {
            "bucket": {"name": INPUT},
            "object": {
                "key": quote_plus(key),
                "eTag": hashlib.md5(data).hexdigest(),
                "size": len(data),
                "sequencer": sequencer,
            },
        },
    }


def api_event(method: str, route: str, body: Any = None, **parameters: str) -> dict[str, Any]:
    """An API Gateway event; a body that is no text is sent as JSON."""
    return {
        "httpMethod": method,
        "resource": route,
        "path": route,
        "pathParameters": parameters or None,
        "headers": {"Origin": "https://app.example"},
        "body": body if body is None or isinstance(body, str) else json.dumps(body),
        "isBase64Encoded": False,
        "requestContext": {"requestId": "api-1"},
    }


class Context:
    """Lambda's context, as far as it is used."""

    aws_request_id = REQUEST_ID
