"""What `up` ends with: the sample timetable goes in through S3 and through the API, and comes out as data."""

from __future__ import annotations

import time
import uuid
from typing import Any

from harness.cli import output
from harness.local_stack import LocalStack
from harness.sample import sample_image


def demonstrate(local: LocalStack) -> dict[str, Any]:
    """Reads the sample page both ways.

    Returns:
        `timetable` (the API's answer), `words` (count), `upload_seconds` and `api_seconds` (to the result).
    """
    client, page = local.client(), sample_image()
    output.report("uploading the sample timetable to S3")
    started = time.monotonic()
    document = client.upload(page, f"uploads/sample/{uuid.uuid4()}/timetable.png")  # new, so that it is read anew
    words = len(client.wait_for_result("ocr", document)["words"])
    upload_seconds = time.monotonic() - started
    output.report("posting it to the API")
    started = time.monotonic()
    timetable = client.infer("document", page)
    api_seconds = time.monotonic() - started
    if "mlflowUrl" in client.outputs:
        output.report("waiting for the model registry, which starts beside")
        client.wait_for_registry()
    return {
        "timetable": timetable,
        "words": words,
        "upload_seconds": round(upload_seconds, 2),
        "api_seconds": round(api_seconds, 2),
    }
