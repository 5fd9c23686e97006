"""Works through what one event delivered, so that no document stands in the way of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from functions.shared.dead_letters import DeadLetters
from functions.shared.errors import Superseded, describe
from functions.shared.records import Source, Stage
from functions.shared.telemetry import count, logger


class Outcome(StrEnum):
    COMPLETED = "completed"
    ALREADY_DONE = "already_done"
    SUPERSEDED = "superseded"
    FAILED = "failed"


class DeliveryIncomplete(Exception):
    """Some documents could not be processed for reasons that may pass.

    Lambda delivers the whole event again; those documents that are done are left alone then.
    """


def attempt(
    source: Source, stage: Stage, dead_letters: DeadLetters, request_id: str, work: Callable[[], Outcome]
) -> Outcome:
    """Does the work on one document; puts the document aside where no further try can help.

    Raises:
        Superseded: a newer upload has taken the document's place.
        Exception: whatever may pass.
    """
    try:
        return work()
    except Superseded:
        raise
    except Exception as error:
        failure = describe(error)
        if not failure.permanent:
            raise
        logger.warning("document put aside", document_id=source.document_id, error_type=failure.type)
        dead_letters.put_aside(source, stage, failure, request_id)
        count("DeadLetters")
        return Outcome.FAILED


def work_through(works: Iterable[tuple[Source, Callable[[], Outcome]]]) -> dict[str, str]:
    """Does every work in turn, and returns the outcome for each document id.

    Raises:
        DeliveryIncomplete: some failed in ways that may pass; all others are done.
    """
    outcomes: dict[str, str] = {}
    unfinished: list[Exception] = []
    for source, work in works:
        try:
            outcome = work()
        except Superseded:
            outcome = Outcome.SUPERSEDED
        except Exception as error:
            logger.exception("document not finished", document_id=source.document_id)
            unfinished.append(error)
            continue
        outcomes[source.document_id] = outcome
        logger.info("document handled", document_id=source.document_id, outcome=outcome)
    if unfinished:
        names = sorted({type(error).__name__ for error in unfinished})
        raise DeliveryIncomplete(f"{len(unfinished)} documents to try again: {', '.join(names)}") from unfinished[0]
    return outcomes
