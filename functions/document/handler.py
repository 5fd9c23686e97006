"""Entry point of the document function: documents whose words are ready, calls of `POST /infer/document`, warm-ups."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from functions.document.service import DocumentService
from functions.shared.errors import UnexpectedEvent
from functions.shared.events import ApiRequest, OcrCompleted, WarmUp, parse_event
from functions.shared.inference import Inference
from functions.shared.responses import respond
from functions.shared.settings import initialised_ahead_of_calls
from functions.shared.telemetry import observed


@cache
def service() -> DocumentService:
    return DocumentService(Inference.from_environment("document"))


if initialised_ahead_of_calls():
    service().inference.warm_up()


@observed
def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Answers one Lambda event."""
    match parse_event(event):
        case WarmUp():
            return service().inference.warm_up()
        case ApiRequest() as request:
            return respond(request, service().answer, service().inference.settings.allowed_origins)
        case OcrCompleted() as completed:
            return {"documents": service().process(completed, context.aws_request_id)}
        case other:
            raise UnexpectedEvent(f"the document function takes no {type(other).__name__}")
