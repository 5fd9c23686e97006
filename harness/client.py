"""The pipeline as its users see it: uploads to S3 and calls to the API, at the addresses that the stack exported."""

from __future__ import annotations

import base64
import hashlib
import json
import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import localstack_client.session
import urllib3
from botocore.exceptions import ClientError

from harness.errors import PipelineError

POLL_SECONDS = 0.1
# Lambda takes 6 MB of request; base64 adds a third and JSON a little. Larger files go through the input bucket.
LARGEST_INLINE_BYTES = 4_000_000
FINAL_STATUSES = ("completed", "failed")


class PipelineClient:
    """Talks to one deployed stack.

    Args:
        outputs: the stack's outputs (docs/outputs.md).
        environment: endpoint, region and credentials, as variables of the AWS SDKs.
    """

    def __init__(self, outputs: Mapping[str, Any], environment: Mapping[str, str]) -> None:
        self.outputs = outputs
        self.environment = environment
        self._session = localstack_client.session.Session(
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            region_name=environment["AWS_REGION"],
            localstack_host=urlsplit(environment["AWS_ENDPOINT_URL"]).netloc,
        )
        self._http = urllib3.PoolManager(timeout=urllib3.Timeout(connect=2, read=60), retries=False)
        self._s3 = self.aws("s3")

    def aws(self, service: str) -> Any:
        """A boto3 client of an AWS service at the stack's endpoint."""
        return self._session.client(service)

    def upload(self, data: bytes, key: str) -> str:
        """Puts an upload into the input bucket, as a teacher's browser would.

        Returns:
            The id of the document (docs/contracts.md, "Objects").
        """
        self._s3.put_object(Bucket=self.outputs["inputBucket"], Key=key, Body=data)
        return document_id(key)

    def result(self, kind: str, document: str) -> dict[str, Any] | None:
        """A result in the results bucket, or None where there is none.

        Args:
            kind: documents, ocr or timetables.
        """
        try:
            answer = self._s3.get_object(Bucket=self.outputs["resultsBucket"], Key=f"{kind}/{document}.json")
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return None
            raise
        result: dict[str, Any] = json.loads(answer["Body"].read())
        return result

    def wait_for_result(self, kind: str, document: str, timeout: float = 60) -> dict[str, Any]:
        """Waits until a result is there.

        Raises:
            PipelineError: the document failed; type and message are the record's.
            TimeoutError: nothing came within the timeout, in seconds.
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if result := self.result(kind, document):
                return result
            record = self.result("documents", document)
            if record and record["status"] == "failed":
                raise PipelineError(422, record["error"]["type"], record["error"]["message"])
            time.sleep(POLL_SECONDS)
        raise TimeoutError(f"no {kind}/{document}.json in {self.outputs['resultsBucket']} after {timeout:.0f} s")

    def wait_for_document(self, document: str, timeout: float = 60) -> dict[str, Any]:
        """Waits until `GET /documents/{id}` says that the document is completed or failed; returns that answer."""
        deadline = time.monotonic() + timeout
        answer: dict[str, Any] = {}
        while time.monotonic() < deadline:
            answer = self.call("GET", f"/documents/{document}")
            if answer["status"] in FINAL_STATUSES:
                return answer
            time.sleep(POLL_SECONDS)
        raise TimeoutError(f"document {document} is still {answer.get('status')} after {timeout:.0f} s")

    def wait_for_registry(self, timeout: float = 300) -> None:
        """Waits until the model registry answers; a new one makes its tables first.

        Raises:
            TimeoutError: it did not answer within the timeout, in seconds.
        """
        url = f"{self.outputs['mlflowUrl']}/health"
        deadline = time.monotonic() + timeout
        while self._http.request("GET", url).status != 200:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the model registry does not answer at {url} after {timeout:.0f} s")
            time.sleep(POLL_SECONDS)

    def infer(self, kind: str, data: bytes) -> dict[str, Any]:
        """Reads one file through the API.

        Args:
            kind: ocr or document.

        Raises:
            PipelineError: the API refused it.
        """
        if len(data) <= LARGEST_INLINE_BYTES:
            return self.call("POST", f"/infer/{kind}", {"image_base64": base64.b64encode(data).decode()})
        bucket, key = self.outputs["inputBucket"], f"requests/{uuid.uuid4()}"
        self._s3.put_object(Bucket=bucket, Key=key, Body=data)
        return self.call("POST", f"/infer/{kind}", {"image_s3_uri": f"s3://{bucket}/{key}"})

    def call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        """Calls a route of the API.

        Args:
            body: bytes as they are, anything else as JSON.

        Raises:
            PipelineError: the status is not a success.
        """
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        url = self.outputs["apiUrl"].rstrip("/") + path
        response = self._http.request(method, url, body=data, headers={"Content-Type": "application/json"})
        answer = _json_object(response.data)
        if response.status >= 400:
            error = answer.get("error")
            error = error if isinstance(error, dict) else {"message": response.data.decode(errors="replace")[:500]}
            raise PipelineError(response.status, error.get("type", "Unknown"), error.get("message", ""))
        return answer

    def post_form(self, url: str, fields: Mapping[str, str], data: bytes) -> int:
        """Sends a presigned upload as a browser's form does; returns the HTTP status."""
        response = self._http.request("POST", url, fields={**fields, "file": ("upload", data)})
        return int(response.status)


def document_id(key: str) -> str:
    """The id that the pipeline gives to an object key."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _json_object(data: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(data)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
