"""The function behind presigned uploads, document status and health."""

from __future__ import annotations

import pulumi

from components import function_access as access
from components.configuration import CommonSettings, UploadsSettings
from components.function import Function, FunctionArgs
from components.inference import DOCUMENTS, TIMETABLES, UPLOADS, WORDS
from components.layers import Layers
from components.packages import Packages
from components.storage import Storage
from components.target import Target


def uploads_function(
    name: str,
    settings: UploadsSettings,
    common: CommonSettings,
    packages: Packages,
    layers: Layers,
    storage: Storage,
    environment: dict[str, pulumi.Input[str]],
    target: Target,
) -> Function:
    """Outside of the VPC: it needs nothing private, and so no endpoints and no slower start.

    Args:
        settings: its size, and what may be uploaded.
        common: what all functions share.
        environment: variables that all functions have.
    """
    results = storage.results.arn
    return Function(
        name,
        FunctionArgs(
            service="uploads",
            purpose="uploads",
            description="Issues presigned uploads, tells the state of documents",
            settings=settings,
            layers=[layers.base_arn],
            environment={**environment, "UPLOAD_URL_SECONDS": str(settings.url_seconds)},
            statements=[
                # A presigned upload carries the rights of whoever signed it.
                *access.write_objects("Uploads", storage.input.arn, [UPLOADS]),
                *access.write_objects("Documents", results, [DOCUMENTS]),
                *access.read_objects("Results", results, [DOCUMENTS, WORDS, TIMETABLES]),
            ],
        ),
        common,
        packages,
        target,
    )
