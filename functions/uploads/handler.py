"""Entry point of the uploads function: `POST /uploads`, `GET /documents/{id}` and `GET /health`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from functions.shared.errors import UnexpectedEvent
from functions.shared.events import ApiRequest, WarmUp, parse_event
from functions.shared.responses import respond
from functions.shared.telemetry import observed
from functions.uploads.service import UploadService


@cache
def service() -> UploadService:
    return UploadService.from_environment()


@observed
def handler(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """Answers one Lambda event."""
    match parse_event(event):
        case WarmUp():
            service()
            return {"warm": True}
        case ApiRequest() as request:
            return respond(request, service().answer, service().settings.allowed_origins)
        case other:
            raise UnexpectedEvent(f"the uploads function takes no {type(other).__name__}")
