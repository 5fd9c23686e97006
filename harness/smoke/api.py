"""Checks on each route of the API, with good and with bad input."""

from __future__ import annotations

import base64
import io
import uuid

from PIL import Image

from harness.client import PipelineClient
from harness.sample import sample_image
from harness.smoke.expect import expect, expect_refusal


def health_answers(client: PipelineClient) -> str:
    """GET /health says that the API is up, and of which stack."""
    answer = client.call("GET", "/health")
    expect(answer["status"] == "ok", str(answer))
    return str(answer)


def ocr_reads_an_inline_image(client: PipelineClient) -> str:
    """POST /infer/ocr with image_base64 gives words with boxes and confidences."""
    result = client.infer("ocr", sample_image())
    fields = {"text", "confidence", "words", "engine", "model_version", "processing_time"}
    expect(fields <= set(result), f"missing {fields - set(result)}")
    expect({"text", "confidence", "left", "top", "width", "height"} <= set(result["words"][0]), str(result["words"][0]))
    return f"{len(result['words'])} words, confidence {result['confidence']:.3f}, {result['processing_time']:.2f} s"


def document_reads_an_image_of_the_input_bucket(client: PipelineClient) -> str:
    """POST /infer/document with image_s3_uri gives the timetable."""
    bucket, key = client.outputs["inputBucket"], f"requests/{uuid.uuid4()}.png"
    client.aws("s3").put_object(Bucket=bucket, Key=key, Body=sample_image())
    result = client.call("POST", "/infer/document", {"image_s3_uri": f"s3://{bucket}/{key}"})
    expect(len(result["timeblocks"]) > 0, "no timeblocks")
    return f"{len(result['timeblocks'])} blocks, confidence {result['confidence']:.3f}"


def presigned_upload_is_read_and_reported(client: PipelineClient) -> str:
    """POST /uploads presigns, the form upload is accepted, GET /documents/{id} reports the finished timetable."""
    issued = client.call("POST", "/uploads", {"filename": "Klasse 4ü.png", "content_type": "image/png"})
    before = client.call("GET", f"/documents/{issued['id']}")
    expect(before["status"] == "awaiting_upload", f"status {before['status']} before the upload")
    status = client.post_form(issued["url"], issued["fields"], sample_image())
    expect(status in (200, 201, 204), f"the presigned upload answered {status}")
    after = client.wait_for_document(issued["id"])
    expect(after["status"] == "completed", str(after))
    expect(bool(after["timetable"]["timeblocks"]), "no timeblocks in the document")
    return f"{issued['key']} completed with {len(after['timetable']['timeblocks'])} blocks"


def bad_requests_are_refused_by_type(client: PipelineClient) -> str:
    """Each kind of bad request has its status and stable type, and never a stack trace."""
    inline = base64.b64encode

    def post(path: str, body: object) -> object:
        return client.call("POST", path, body)

    bucket = client.outputs["inputBucket"]
    blank = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(blank, "PNG")
    refusals = (
        ("not JSON", lambda: post("/infer/ocr", b"{not json"), 400),
        ("no image", lambda: post("/infer/ocr", {}), 400),
        ("not base64", lambda: post("/infer/ocr", {"image_base64": "%%%"}), 400),
        ("a foreign bucket", lambda: post("/infer/ocr", {"image_s3_uri": "s3://someone-elses-bucket/a.png"}), 403),
        ("no such object", lambda: post("/infer/document", {"image_s3_uri": f"s3://{bucket}/requests/none"}), 404),
        ("not an image", lambda: post("/infer/document", {"image_base64": inline(b"plain text").decode()}), 415),
        ("no timetable", lambda: post("/infer/document", {"image_base64": inline(blank.getvalue()).decode()}), 422),
        ("an unknown document", lambda: client.call("GET", f"/documents/{'0' * 32}"), 404),
        ("a malformed id", lambda: client.call("GET", "/documents/not-an-id"), 400),
    )
    return "; ".join(f"{what}: {expect_refusal(call, status)}" for what, call, status in refusals)
