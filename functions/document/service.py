"""Extracts the timetable of an upload: for a call that waits for it, or as the pipeline's second step."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.document.timetable import extract_timetable
from functions.shared.deliveries import Outcome, attempt, work_through
from functions.shared.errors import Superseded
from functions.shared.events import ApiRequest, OcrCompleted
from functions.shared.inference import Inference
from functions.shared.recognition import Reading, reread_file
from functions.shared.records import Source, Stage, result_key
from functions.shared.responses import Answer
from functions.shared.telemetry import ratio


@dataclass(frozen=True)
class DocumentService:
    """What the document function does."""

    inference: Inference

    def answer(self, request: ApiRequest) -> Answer:
        """`POST /infer/document`: the timetable result of the image that the call carries or names."""
        return Answer(self._extract(self.inference.read(self.inference.image(request))))

    def process(self, completed: OcrCompleted, request_id: str) -> dict[str, str]:
        """Processes a document whose words are ready; returns the outcome for its id.

        Raises:
            DeliveryIncomplete: it should be tried again.
        """
        source = Source(completed.bucket, completed.key, completed.etag)
        return work_through([(source, lambda: self._process(source, request_id))])

    def _process(self, announced: Source, request_id: str) -> Outcome:
        source = self._newest(announced)
        letters = self.inference.dead_letters
        return attempt(source, Stage.TIMETABLE, letters, request_id, lambda: self._store_timetable(source))

    def _newest(self, announced: Source) -> Source:
        """The upload that the record is about, which must have the content whose words were announced.

        Raises:
            Superseded: it has other content.
        """
        record = self.inference.documents.load(announced.document_id)
        if record is None or record.source.etag != announced.etag:
            raise Superseded("the words are of an upload that a newer one replaced")
        return record.source

    def _store_timetable(self, source: Source) -> Outcome:
        documents = self.inference.documents
        if documents.is_done(Stage.TIMETABLE, source):
            return Outcome.ALREADY_DONE
        ocr = documents.result_of(Stage.OCR, source)
        if ocr is None:
            raise Superseded("the words of this upload are not stored (any more)")
        reading = reread_file(self.inference.upload(source), ocr, self.inference.settings.max_upload_bytes)
        result = documents.save_result(Stage.TIMETABLE, source, self._extract(reading))
        self.inference.remember(source.document_id, _features(result))
        self.inference.bus.publish("Timetable Extracted", _announcement(source, result))
        documents.finish(Stage.TIMETABLE, source)
        return Outcome.COMPLETED

    def _extract(self, reading: Reading) -> dict[str, Any]:
        result = timetable_result(reading)
        ratio("TimetableConfidence", result["confidence"])
        return result


def timetable_result(reading: Reading) -> dict[str, Any]:
    """The timetable result of a file as read.

    Raises:
        NoTimetable: it holds none.
    """
    started = time.perf_counter()
    timetable: dict[str, Any] = extract_timetable(reading.pages, reading.words).to_dict()
    elapsed = reading.processing_time + time.perf_counter() - started
    return {**timetable, "model_version": reading.model_version, "processing_time": round(elapsed, 3)}


def _announcement(source: Source, result: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "documentId": source.document_id,
        "bucket": source.bucket,
        "key": source.key,
        "timetableKey": result_key(Stage.TIMETABLE, source.document_id),
        "blockCount": len(result["timeblocks"]),
        "confidence": result["confidence"],
    }


def _features(result: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored of a result as features: figures about the timetable, nothing that it says."""
    return {
        "timetable_block_count": len(result["timeblocks"]),
        "timetable_confidence": result["confidence"],
    }
