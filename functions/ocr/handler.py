"""Entry point of the OCR function: uploads that S3 announces, calls of `POST /infer/ocr`, warm-ups."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from functions.ocr.service import OcrService
from functions.shared.errors import UnexpectedEvent
from functions.shared.events import ApiRequest, Notification, WarmUp, parse_event
from functions.shared.inference import Inference
from functions.shared.responses import respond
from functions.shared.settings import initialised_ahead_of_calls
from functions.shared.telemetry import observed


@cache
def service() -> OcrService:
    return OcrService(Inference.from_environment("ocr"))


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
        case Notification() as notification:
            return {"documents": service().process(notification, context.aws_request_id)}
        case other:
            raise UnexpectedEvent(f"the OCR function takes no {type(other).__name__}")
