"""Reads files with the functions' own code in this process: no stack, no network, the packaged model."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from harness.errors import PipelineError

# The functions' code counts as it reads; nobody collects that here.
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "LearningYogi/AiPipeline")
os.environ.setdefault("POWERTOOLS_METRICS_DISABLED", "true")

from functions.document.service import timetable_result
from functions.shared.errors import describe
from functions.shared.reading import Reader, packaged_model
from functions.shared.recognition import Reading, read_file
from functions.shared.settings import DEFAULT_MAX_UPLOAD_BYTES

RESULTS: dict[str, Callable[[Reading], dict[str, Any]]] = {"ocr": Reading.to_result, "document": timetable_result}


def direct_reader(kind: str) -> Callable[[bytes], dict[str, Any]]:
    """A function from the bytes of a file to its result.

    Args:
        kind: ocr or document.

    Returns:
        A function that raises PipelineError, as the API's client does, for a file that cannot be read.
    """
    reader, to_result = Reader.load(packaged_model()), RESULTS[kind]

    def read(data: bytes) -> dict[str, Any]:
        try:
            return to_result(read_file(data, reader, DEFAULT_MAX_UPLOAD_BYTES))
        except Exception as error:
            failure = describe(error)
            if failure.status >= 500:
                raise
            raise PipelineError(failure.status, failure.type, failure.message) from error

    return read
