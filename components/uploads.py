"""The function behind presigned uploads, document status and health."""

from __future__ import annotations

from components import function_access as access
from components.configuration import UploadsSettings
from components.function import Function
from components.function_args import FunctionArgs, FunctionPlatform
from components.prefixes import DOCUMENTS, TIMETABLES, UPLOADS, WORDS
from components.storage import Storage


def uploads_function(name: str, settings: UploadsSettings, storage: Storage, platform: FunctionPlatform) -> Function:
    """The function, outside of the VPC: it needs nothing private, and so no endpoints.

    Args:
        settings: its size, and what may be uploaded.
        storage: the buckets it works on.
        platform: what all functions share.
    """
    results = storage.results.arn
    return Function(
        name,
        FunctionArgs(
            service="uploads",
            purpose="uploads",
            description="Issues presigned uploads, tells the state of documents",
            settings=settings,
            layers=[platform.layers.base_arn],
            environment={"UPLOAD_URL_SECONDS": str(settings.url_seconds)},
            statements=[
                # A presigned upload carries the rights of whoever signed it.
                *access.write_objects("Uploads", storage.input.arn, [UPLOADS]),
                *access.write_objects("Documents", results, [DOCUMENTS]),
                *access.read_objects("Results", results, [DOCUMENTS, WORDS, TIMETABLES]),
            ],
        ),
        platform,
    )
