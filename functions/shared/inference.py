"""What the functions that read pages have in common: their services, and the way from an upload to its words."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions.shared import clients
from functions.shared.api import ImageInS3, image_of
from functions.shared.bus import EventBus
from functions.shared.dead_letters import DeadLetters
from functions.shared.documents import Documents
from functions.shared.errors import Superseded
from functions.shared.events import ApiRequest
from functions.shared.feature_store import Feature, FeatureStore, FeatureStoreUnavailable
from functions.shared.model_store import ModelStore
from functions.shared.page import Page, Word
from functions.shared.reading.files import Limits, load_pages
from functions.shared.reading.model_files import packaged_model
from functions.shared.reading.reader import Reader
from functions.shared.records import Source
from functions.shared.results import ocr_result
from functions.shared.settings import InferenceSettings, Settings
from functions.shared.storage import ChangedMeanwhile, Storage
from functions.shared.telemetry import count, duration

FEATURE_TTL = 30 * 24 * 3600  # seconds; as long as results are kept


@dataclass(frozen=True)
class Reading:
    """An upload as read.

    Attributes:
        pages: its pages.
        words: of all pages, in reading order.
        model_version: what read them.
        processing_time: in seconds.
    """

    pages: list[Page]
    words: tuple[Word, ...]
    model_version: str
    processing_time: float

    def to_result(self) -> dict[str, Any]:
        """The OCR result."""
        return ocr_result(self.pages, self.words, self.model_version, self.processing_time)


@dataclass(frozen=True)
class Inference:
    """The services of a function that reads pages."""

    settings: Settings
    storage: Storage
    documents: Documents
    bus: EventBus
    dead_letters: DeadLetters
    features: FeatureStore
    models: ModelStore[Reader]

    @classmethod
    def from_environment(cls, function: str) -> Inference:
        """The services that the function's environment names. Connects to none of them yet.

        Raises:
            ConfigurationError: the environment lacks something.
        """
        settings, inference = Settings.from_environment(), InferenceSettings.from_environment()
        storage = Storage(clients.s3())
        documents = Documents(storage, settings.results_bucket)
        bus = EventBus(clients.eventbridge(), inference.event_bus_name)
        return cls(
            settings=settings,
            storage=storage,
            documents=documents,
            bus=bus,
            dead_letters=DeadLetters(clients.sqs(), inference.dead_letter_queue_url, function, bus, documents),
            features=FeatureStore(inference.feature_store_endpoint),
            models=ModelStore(
                name="ocr",
                packaged=packaged_model(),
                load=Reader.load,
                storage=Storage(clients.s3_hasty()),
                bucket=inference.models_bucket,
                cache=Path(tempfile.gettempdir()) / "models",
            ),
        )

    def image(self, request: ApiRequest) -> bytes:
        """The image that an API call carries or names.

        Raises:
            ApplicationError: it does neither in a way that is allowed.
        """
        image = image_of(request, self.settings.input_bucket, self.settings.max_upload_bytes)
        if isinstance(image, ImageInS3):
            return self.storage.get(image.bucket, image.key, max_bytes=self.settings.max_upload_bytes).data
        return image.data

    def upload(self, source: Source) -> bytes:
        """The bytes of an upload.

        Raises:
            Superseded: the object has other content by now.
            ObjectNotFound: it was deleted.
            FileTooLarge: it is larger than allowed.
        """
        limit = self.settings.max_upload_bytes
        try:
            return self.storage.get(source.bucket, source.key, max_bytes=limit, etag=source.etag).data
        except ChangedMeanwhile as error:
            raise Superseded("the upload was replaced by a newer one") from error

    def pages(self, data: bytes) -> list[Page]:
        """The pages of an upload.

        Raises:
            ReadingError: it cannot be read.
        """
        return load_pages(data, Limits(bytes=self.settings.max_upload_bytes))

    def read(self, data: bytes) -> Reading:
        """Reads every word of an upload.

        Raises:
            ReadingError: it cannot be read.
        """
        reader = self.models.current()
        started = time.perf_counter()
        pages = self.pages(data)
        words = tuple(word for page in pages for word in reader.read(page))
        elapsed = time.perf_counter() - started
        duration("ReadingSeconds", elapsed)
        return Reading(pages, words, reader.version, elapsed)

    def remember(self, document_id: str, features: Mapping[str, Feature]) -> None:
        """Stores features of a document. Their loss is counted, and stops nothing."""
        started = time.perf_counter()
        try:
            self.features.put_features(document_id, features, FEATURE_TTL)
        except FeatureStoreUnavailable:
            count("FeatureStoreUnavailable")
        else:
            duration("FeatureStoreLatency", time.perf_counter() - started)
