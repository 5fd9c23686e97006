"""Runs the checks one after the other and keeps what each proved."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from harness.client import PipelineClient
from harness.smoke import api, faults, models, pipeline, resources, training

Check = Callable[[PipelineClient], str]

CHECKS: tuple[Check, ...] = (
    resources.live_aliases_point_at_published_versions,
    resources.dashboard_and_alarms_exist,
    models.functions_serve_what_the_pointer_names,
    models.alarms_reach_the_serving_pointer,
    pipeline.upload_becomes_words_timetable_event_and_features,
    pipeline.awkward_keys_are_read,
    api.health_answers,
    api.ocr_reads_an_inline_image,
    api.document_reads_an_image_of_the_input_bucket,
    api.presigned_upload_is_read_and_reported,
    api.bad_requests_are_refused_by_type,
    faults.repeated_event_yields_one_result,
    faults.bad_upload_goes_to_dead_letters_and_blocks_nothing,
    training.training_could_start,
)


@dataclass(frozen=True)
class Outcome:
    """What one check found.

    Attributes:
        name: of the check.
        ok: whether it holds.
        seconds: how long it took.
        detail: what was proved, or what was found instead.
    """

    name: str
    ok: bool
    seconds: float
    detail: str

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def run_checks(
    client: PipelineClient, on_outcome: Callable[[Outcome], None], checks: Iterable[Check] = CHECKS
) -> list[Outcome]:
    """Runs every check, also after one failed.

    Args:
        client: of the deployed stack.
        on_outcome: told of each outcome as it comes.
        checks: each returns what it proved, or raises with what it found instead.
    """
    outcomes = []
    for check in checks:
        started = time.perf_counter()
        try:
            ok, detail = True, check(client)
        except Exception as error:  # whatever is wrong with the stack is this check's finding
            ok, detail = False, f"{type(error).__name__}: {error}"
        outcome = Outcome(check.__name__, ok, round(time.perf_counter() - started, 2), detail)
        on_outcome(outcome)
        outcomes.append(outcome)
    return outcomes
