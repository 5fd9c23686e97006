"""The calls to S3 that only the steps of training make; `functions.shared.storage` has the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from botocore.exceptions import ClientError

from functions.shared.errors import ObjectNotFound
from functions.shared.storage import CONDITION_FAILED, Storage


class Objects(Storage):
    """Objects of a bucket.

    Args:
        client: gives the S3 client.
        bucket: its name.
    """

    def __init__(self, client: Callable[[], Any], bucket: str) -> None:
        super().__init__(client)
        self.bucket = bucket

    def read(self, key: str, max_bytes: int) -> bytes:
        """The content of an object; the errors are those of `Storage.get`."""
        return self.get(self.bucket, key, max_bytes=max_bytes).data

    def find(self, key: str, max_bytes: int) -> bytes | None:
        """The content of an object; None where there is none."""
        try:
            return self.read(key, max_bytes)
        except ObjectNotFound:
            return None

    def write(self, key: str, data: bytes, *, once: bool = False) -> None:
        """Writes an object.

        Args:
            once: leave what is there already: of two writers of the same content, the first wins.
        """
        condition = {"IfNoneMatch": "*"} if once else {}
        try:
            self._client().put_object(Bucket=self.bucket, Key=key, Body=data, **condition)
        except ClientError as error:
            if not once or error.response["Error"]["Code"] not in CONDITION_FAILED:
                raise

    def keys(self, prefix: str) -> Iterator[str]:
        """Keys under a prefix, in the order of their bytes."""
        for page in self._client().get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix):
            yield from (entry["Key"] for entry in page.get("Contents", ()))
