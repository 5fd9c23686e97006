"""What a run is asked to do: the execution's input, checked. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from functions.pipeline.errors import BadRequest
from functions.shared.model_manifest import NAME

INCOMING = "datasets/incoming/"
MODELS = ("ocr",)
MOST_MINUTES = 420.0  # the task may run for eight hours, and needs some of them to begin and to end
USUAL_MINUTES = 60.0
_KNOWN = ("model", "source", "steps", "minutes", "seed", "threshold")


@dataclass(frozen=True)
class RunRequest:
    """A run.

    Attributes:
        model: what to train.
        source: prefix in the training bucket under which labelled pages lie.
        steps: end training after this many.
        minutes: end training after so long.
        seed: of what is drawn.
        threshold: accuracy above which the model is registered.
    """

    model: str
    source: str
    steps: int | None
    minutes: float | None
    seed: int
    threshold: float

    @property
    def settings(self) -> dict[str, Any]:
        """What training needs to know of it."""
        return {name: value for name, value in asdict(self).items() if name not in ("source", "threshold")}


def parse_request(given: Mapping[str, Any], threshold: float) -> RunRequest:
    """Checks an execution's input.

    Args:
        given: the input; every field is optional.
        threshold: the stack's, where the input gives none.

    Raises:
        BadRequest: a field is unknown or wrong; the message says which.
    """
    unknown = sorted(set(given) - set(_KNOWN))
    if unknown:
        raise BadRequest(f"unknown in the input: {', '.join(unknown)}; known are {', '.join(_KNOWN)}")
    model, source = given.get("model", MODELS[0]), given.get("source", INCOMING)
    if model not in MODELS:
        raise BadRequest(f"'model' must be one of {', '.join(MODELS)}, not {model!r}")
    if not isinstance(source, str) or not source.startswith("datasets/") or not source.endswith("/"):
        raise BadRequest(f"'source' must be a prefix such as {INCOMING!r}, not {source!r}")
    steps = _whole(given, "steps", None, least=1)
    minutes = _number(given, "minutes", None if steps else USUAL_MINUTES, most=MOST_MINUTES)
    return RunRequest(
        model=model,
        source=source,
        steps=steps,
        minutes=minutes,
        seed=_whole(given, "seed", 0, least=0) or 0,
        threshold=float(_number(given, "threshold", threshold, most=2.0) or 0.0),
    )


def check_execution(name: str) -> None:
    """Refuses an execution whose name could not name a model version.

    Raises:
        BadRequest: it could not.
    """
    if not NAME.fullmatch(name):
        raise BadRequest(
            f"an execution's name must match {NAME.pattern}, as its model version has it; {name!r} does not"
        )


def _whole(given: Mapping[str, Any], name: str, default: int | None, least: int) -> int | None:
    value = given.get(name)
    if value is None:
        return default
    if type(value) is not int or not least <= value < 1 << 31:
        raise BadRequest(f"{name!r} must be a whole number from {least} on, not {value!r}")
    return value


def _number(given: Mapping[str, Any], name: str, default: float | None, most: float) -> float | None:
    value = given.get(name)
    if value is None:
        return default
    if type(value) not in (int, float) or not 0 < value <= most:
        raise BadRequest(f"{name!r} must be a number above 0 and up to {most:g}, not {value!r}")
    return float(value)
