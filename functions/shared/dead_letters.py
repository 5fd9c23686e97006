"""A document that can never be processed is kept in a queue with the reason, announced, and marked failed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.bus import EventBus
from functions.shared.documents import Documents, utc_now
from functions.shared.errors import Failure, ServiceUnavailable
from functions.shared.records import Source, Stage


class DeadLetters:
    """Where a function puts documents aside.

    Args:
        client: gives the SQS client, which is not created before it is needed.
        queue_url: the dead-letter queue.
        function: name of the function, for the reader of the queue.
    """

    def __init__(
        self,
        client: Callable[[], Any],
        queue_url: str,
        function: str,
        bus: EventBus,
        documents: Documents,
        now: Callable[[], str] = utc_now,
    ) -> None:
        self._client = client
        self._queue_url = queue_url
        self._function = function
        self._bus = bus
        self._documents = documents
        self._now = now

    def put_aside(self, source: Source, stage: Stage, failure: Failure, request_id: str) -> None:
        """Gives a document up. The record comes last: a crash before it repeats the letter, never loses it.

        Raises:
            Superseded: a newer upload came meanwhile.
            ServiceUnavailable: a service did not answer; the document is not given up yet.
        """
        document = {"documentId": source.document_id, "bucket": source.bucket, "key": source.key}
        self._send(
            {
                **document,
                "function": self._function,
                "error": failure.to_dict(),
                "requestId": request_id,
                "occurredAt": self._now(),
            }
        )
        self._bus.publish("Document Failed", {**document, "stage": stage.value, "error": failure.to_dict()})
        self._documents.fail(source, failure)

    def _send(self, letter: dict[str, Any]) -> None:
        try:
            self._client().send_message(QueueUrl=self._queue_url, MessageBody=json.dumps(letter))
        except (BotoCoreError, ClientError) as error:
            raise ServiceUnavailable(f"SQS did not take the dead letter: {error}") from error
