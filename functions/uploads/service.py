"""Issues presigned uploads, and tells what became of a document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from functions.shared import clients
from functions.shared.api import json_body, text_field
from functions.shared.documents import Documents
from functions.shared.errors import DocumentNotFound, InvalidRequest, RouteNotFound
from functions.shared.events import ApiRequest
from functions.shared.records import Source, Stage
from functions.shared.responses import Answer
from functions.shared.settings import Settings
from functions.shared.storage import Storage
from functions.uploads.file_names import check_content_type, clean_file_name

DOCUMENT_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class UploadService:
    """What the uploads function does.

    Attributes:
        client: an S3 client, for presigning.
    """

    settings: Settings
    documents: Documents
    client: Any

    @classmethod
    def from_environment(cls) -> UploadService:
        """The service that the function's environment describes.

        Raises:
            ConfigurationError: the environment lacks something.
        """
        settings = Settings.from_environment()
        return cls(settings, Documents(Storage(clients.s3), settings.results_bucket), clients.s3())

    def answer(self, request: ApiRequest) -> Answer:
        """Answers one API call.

        Raises:
            ApplicationError: it cannot be answered.
        """
        routes: dict[tuple[str, str], Callable[[ApiRequest], Answer]] = {
            ("POST", "/uploads"): self.create_upload,
            ("GET", "/documents/{id}"): self.show_document,
            ("GET", "/health"): self.show_health,
        }
        route = routes.get((request.method, request.route))
        if route is None:
            raise RouteNotFound(f"there is no {request.method} {request.route}")
        return route(request)

    def create_upload(self, request: ApiRequest) -> Answer:
        """`POST /uploads`: what a browser needs to post one file of that name and type to S3."""
        body = json_body(request, "filename", "content_type")
        name = clean_file_name(text_field(body, "filename"))
        content_type = check_content_type(text_field(body, "content_type"))
        source = Source(self.settings.input_bucket, f"uploads/{uuid4()}/{name}")
        form = self._presigned_form(source, content_type)
        self.documents.expect(source)
        return Answer(
            {
                "id": source.document_id,
                "key": source.key,
                "url": form["url"],
                "fields": form["fields"],
                "expires_in": self.settings.upload_url_seconds,
            },
            status=201,
        )

    def show_document(self, request: ApiRequest) -> Answer:
        """`GET /documents/{id}`: how far a document is, and its results so far."""
        identifier = request.parameters.get("id", "")
        if not DOCUMENT_ID.fullmatch(identifier):
            raise InvalidRequest("a document id has 32 hexadecimal digits in lower case")
        record = self.documents.load(identifier)
        if record is None:
            raise DocumentNotFound(f"there is no document {identifier}")
        return Answer(
            {
                "id": record.id,
                "status": record.status,
                "ocr": self.documents.result_of(Stage.OCR, record.source) if record.ocr else None,
                "timetable": self.documents.result_of(Stage.TIMETABLE, record.source) if record.timetable else None,
                "error": record.error,
            }
        )

    def show_health(self, request: ApiRequest) -> Answer:
        """`GET /health`: that the API reaches this function."""
        return Answer({"status": "ok", "environment": self.settings.environment})

    def _presigned_form(self, source: Source, content_type: str) -> Any:
        """A presigned POST that takes exactly this key and type, and no more bytes than allowed."""
        return self.client.generate_presigned_post(
            source.bucket,
            source.key,
            Fields={"Content-Type": content_type},
            Conditions=[
                {"Content-Type": content_type},
                ["content-length-range", 1, self.settings.max_upload_bytes],
            ],
            ExpiresIn=self.settings.upload_url_seconds,
        )
