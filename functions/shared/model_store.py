"""Serves the model versions that a pointer in S3 names; neither a bad one nor a lost network stops the function."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Generic

from functions.shared.errors import ServiceUnavailable
from functions.shared.model_cache import ModelCache
from functions.shared.model_metrics import ModelMetrics, Role
from functions.shared.serving import Loaded, Model, Serving
from functions.shared.serving_pointer import ServingPointer
from functions.shared.serving_pointers import ServingPointers
from functions.shared.telemetry import logger

RECHECK_SECONDS = 10.0  # of the pointer, one small GET
RETRY_SECONDS = 60.0  # of a version that was rejected, all of its files


class ModelStore(Generic[Model]):
    """The versions of one model that are in service: two while there is a canary, else one.

    Args:
        name: such as `ocr`.
        packaged: folder of the version inside the function's package, served until the pointer names another.
        load: loads the model from the folder of a version; may raise anything for a model that is no good.
        pointers: where the pointer is, with time-outs short enough to wait for in a request.
        cache: versions from S3, with the same time-outs.
        metrics: hear of versions that are rejected.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        name: str,
        packaged: Path,
        load: Callable[[Path], Model],
        pointers: ServingPointers,
        cache: ModelCache,
        metrics: ModelMetrics,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._name = name
        self._packaged = packaged
        self._load = load
        self._pointers = pointers
        self._cache = cache
        self._metrics = metrics
        self._clock = clock
        self._serving: Serving[Model] | None = None
        self._checked = 0.0
        self._rejected: dict[str, float] = {}

    def current(self) -> Serving[Model]:
        """The versions to serve with. Looks at the pointer at most every ten seconds.

        Raises:
            Exception: only where no version was ever loaded and the packaged one does not load either.
        """
        if self._serving is None or self._clock() - self._checked >= RECHECK_SECONDS:
            return self.refreshed()
        return self._serving

    def refreshed(self) -> Serving[Model]:
        """The same, having looked at the pointer now."""
        self._checked = self._clock()
        try:
            pointer = self._pointers.load() or ServingPointer(self._packaged.name)
        except ServiceUnavailable as error:
            logger.warning("model store not reachable", model=self._name, reason=str(error))
        except Exception:
            self._reject(Role.CHAMPION)
        else:
            self._serving = self._following(pointer)
        self._serving = self._serving or self._fallback()
        return self._serving

    def _following(self, pointer: ServingPointer) -> Serving[Model]:
        """What the pointer names; without a canary, or with the champion of before, where those cannot be had."""
        champion = self._version(pointer.version, Role.CHAMPION) or (self._serving or self._fallback()).champion
        canary = self._version(pointer.canary.version, Role.CANARY) if pointer.canary else None
        return Serving(champion, canary, pointer.canary)

    def _fallback(self) -> Serving[Model]:
        return Serving(Loaded(self._packaged.name, self._load(self._packaged)))

    def _version(self, version: str, role: Role) -> Loaded[Model] | None:
        """A version in memory, loaded if need be; None where that fails."""
        if self._serving and (loaded := self._serving.loaded(version)):
            return loaded
        if self._clock() - self._rejected.get(version, float("-inf")) < RETRY_SECONDS:
            return None
        try:
            folder = self._packaged if version == self._packaged.name else self._cache.folder_of(version)
            model = self._load(folder)
        except ServiceUnavailable as error:
            logger.warning("model store not reachable", model=self._name, model_version=version, reason=str(error))
            return None
        except Exception:
            self._rejected[version] = self._clock()
            self._reject(role, version)
            return None
        logger.info("model loaded", model=self._name, model_version=version, role=str(role))
        return Loaded(version, model)

    def _reject(self, role: Role, version: str | None = None) -> None:
        """Tells of the exception that is being handled."""
        logger.exception("model rejected", model=self._name, model_version=version, role=str(role))
        self._metrics.rejected(role)
