"""Reads the words of an upload: for a call that waits for them, or as the first step of the pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from functions.shared.deliveries import Outcome, attempt, work_through
from functions.shared.events import ApiRequest, Notification, ObjectCreated
from functions.shared.inference import Inference
from functions.shared.records import Source, Stage, result_key
from functions.shared.responses import Answer
from functions.shared.telemetry import ratio


@dataclass(frozen=True)
class OcrService:
    """What the OCR function does."""

    inference: Inference

    def answer(self, request: ApiRequest) -> Answer:
        """`POST /infer/ocr`: the OCR result of the image that the call carries or names."""
        return Answer(self.recognise(self.inference.image(request)))

    def process(self, notification: Notification, request_id: str) -> dict[str, str]:
        """Processes uploads, each by itself; returns the outcome for each document id.

        Raises:
            DeliveryIncomplete: some should be tried again.
        """
        return work_through(
            (source, partial(self._process, source, request_id)) for source in map(_source, notification.objects)
        )

    def recognise(self, data: bytes) -> dict[str, Any]:
        """The OCR result of a file.

        Raises:
            ReadingError: it cannot be read.
        """
        result = self.inference.read(data).to_result()
        ratio("OcrConfidence", result["confidence"])
        return result

    def _process(self, source: Source, request_id: str) -> Outcome:
        return attempt(source, Stage.OCR, self.inference.dead_letters, request_id, lambda: self._store_words(source))

    def _store_words(self, source: Source) -> Outcome:
        documents = self.inference.documents
        if documents.is_done(Stage.OCR, source):
            return Outcome.ALREADY_DONE
        data = self.inference.upload(source)
        documents.begin(source)
        result = documents.save_result(Stage.OCR, source, self.recognise(data))
        self.inference.remember(source.document_id, _features(result))
        self.inference.bus.publish("OCR Completed", self._announcement(source, result))
        documents.finish(Stage.OCR, source)
        return Outcome.COMPLETED

    def _announcement(self, source: Source, result: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "documentId": source.document_id,
            "bucket": source.bucket,
            "key": source.key,
            "etag": source.etag,
            "resultsBucket": self.inference.settings.results_bucket,
            "ocrResultKey": result_key(Stage.OCR, source.document_id),
            "wordCount": len(result["words"]),
            "confidence": result["confidence"],
            "modelVersion": result["model_version"],
        }


def _source(upload: ObjectCreated) -> Source:
    return Source(upload.bucket, upload.key, upload.etag, upload.sequencer)


def _features(result: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored of a result as features: figures about the page, nothing that it says."""
    return {
        "ocr_word_count": len(result["words"]),
        "ocr_confidence": result["confidence"],
        "ocr_model_version": result["model_version"],
        "page_count": result.get("pages", 1),
    }
