"""Reads files with the functions' own code in this process: no stack, no network, the packaged model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from functions.document.service import timetable_result
from functions.document.timetable import read_pages
from functions.shared.errors import describe
from functions.shared.reading import Reader, packaged_model
from functions.shared.recognition import Reading, read_file
from functions.shared.settings import DEFAULT_MAX_UPLOAD_BYTES
from harness.errors import PipelineError
from harness.view import document_html

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
        with _as_the_api_says():
            return to_result(read_file(data, reader, DEFAULT_MAX_UPLOAD_BYTES))

    return read


def view_document(title: str, data: bytes) -> tuple[dict[str, Any], str]:
    """The document function's answer for a file, and an HTML page that shows where on the file it comes from.

    Args:
        title: name of the file.
        data: its bytes.

    Returns:
        `{"result": …}`, or `{"error": {"type", "message"}}` where the file holds no timetable; and the page.

    Raises:
        PipelineError: the file cannot be read at all.
    """
    with _as_the_api_says():
        reading = read_file(data, Reader.load(packaged_model()), DEFAULT_MAX_UPLOAD_BYTES)
    answer: dict[str, Any]
    try:
        with _as_the_api_says():
            answer = {"result": timetable_result(reading)}
    except PipelineError as error:
        answer = {"error": {"type": error.type, "message": str(error)}}
    pages = read_pages(reading.pages, reading.words)
    return answer, document_html(title, reading.pages, reading.words, pages, answer)


@contextmanager
def _as_the_api_says() -> Iterator[None]:
    """Turns what is wrong with a file into the error that the API would answer with."""
    try:
        yield
    except Exception as error:
        failure = describe(error)
        if failure.status >= 500:
            raise
        raise PipelineError(failure.status, failure.type, failure.message) from error
