"""What the functions that read pages have in common: their services in AWS, and the files they are asked about."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from functions.shared import clients
from functions.shared.api import ImageInBody, image_of
from functions.shared.bus import EventBus
from functions.shared.dead_letters import DeadLetters
from functions.shared.documents import Documents
from functions.shared.errors import AccessDenied, KeyNotAllowed, Superseded
from functions.shared.events import ApiRequest
from functions.shared.feature_store import Feature, FeatureStore, FeatureStoreUnavailable
from functions.shared.model_cache import ModelCache
from functions.shared.model_metrics import ModelMetrics
from functions.shared.model_store import ModelStore
from functions.shared.page_readers import read_pages
from functions.shared.reading import Limits, Reader, load_pages, packaged_model
from functions.shared.recognition import Reading
from functions.shared.records import Source
from functions.shared.serving_pointers import ServingPointers
from functions.shared.settings import InferenceSettings, Settings
from functions.shared.storage import ChangedMeanwhile, Storage
from functions.shared.telemetry import count, duration

MODEL = "ocr"
FEATURE_TTL = 30 * 24 * 3600  # seconds; as long as results are kept


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
    metrics: ModelMetrics

    @classmethod
    def from_environment(cls, function: str) -> Inference:
        """The services that the function's environment names. Connects to none of them yet.

        Raises:
            ConfigurationError: the environment lacks something.
        """
        settings, inference = Settings.from_environment(), InferenceSettings.from_environment()
        storage = Storage(clients.s3)
        documents = Documents(storage, settings.results_bucket)
        bus = EventBus(clients.eventbridge, inference.event_bus_name)
        metrics = ModelMetrics(settings.environment, MODEL)
        return cls(
            settings=settings,
            storage=storage,
            documents=documents,
            bus=bus,
            dead_letters=DeadLetters(clients.sqs, inference.dead_letter_queue_url, function, bus, documents),
            features=FeatureStore(inference.feature_store_endpoint),
            models=_models(inference.models_bucket, metrics),
            metrics=metrics,
        )

    def warm_up(self) -> dict[str, Any]:
        """Loads the models that the serving pointer names now; answers a warm-up call with their versions."""
        serving = self.models.refreshed()
        canary = serving.canary.version if serving.canary else None
        return {"warm": True, "champion": serving.champion.version, "canary": canary}

    def image(self, request: ApiRequest) -> bytes:
        """The image that an API call carries or names.

        Raises:
            ApplicationError: it does neither in a way that is allowed.
        """
        limit = self.settings.max_upload_bytes
        image = image_of(request, self.settings.input_bucket, limit)
        if isinstance(image, ImageInBody):
            return image.data
        try:
            return self.storage.get(image.bucket, image.key, max_bytes=limit).data
        except AccessDenied as error:
            raise KeyNotAllowed("'image_s3_uri' must name a key under uploads/ or requests/") from error

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

    def read(self, data: bytes) -> Reading:
        """Reads every word of a file with a model in service.

        Raises:
            ReadingError: it cannot be read.
        """
        started = time.perf_counter()
        pages = load_pages(data, Limits(bytes=self.settings.max_upload_bytes))
        words, version = read_pages(pages, data, self.models.current(), self.metrics)
        reading = Reading(pages, words, version, time.perf_counter() - started)
        duration("ReadingSeconds", reading.processing_time)
        return reading

    def remember(self, document_id: str, features: Mapping[str, Feature]) -> None:
        """Stores features of a document. Their loss is counted, and stops nothing."""
        started = time.perf_counter()
        try:
            self.features.put_features(document_id, features, FEATURE_TTL)
        except FeatureStoreUnavailable:
            count("FeatureStoreUnavailable")
        else:
            duration("FeatureStoreLatency", time.perf_counter() - started)


def _models(bucket: str, metrics: ModelMetrics) -> ModelStore[Reader]:
    storage = Storage(clients.s3_hasty)
    return ModelStore(
        name=MODEL,
        packaged=packaged_model(),
        load=Reader.load,
        pointers=ServingPointers(storage, bucket, MODEL),
        cache=ModelCache(MODEL, storage, bucket, Path(tempfile.gettempdir()) / "models"),
        metrics=metrics,
    )
