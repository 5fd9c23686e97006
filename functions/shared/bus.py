"""Tells the rest of the system, through EventBridge, what became of a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.errors import ServiceUnavailable

SOURCE = "custom.learningyogi"


class EventBus:
    """The pipeline's event bus.

    Args:
        client: gives the EventBridge client, which is not created before it is needed.
        name: the bus.
    """

    def __init__(self, client: Callable[[], Any], name: str) -> None:
        self._client = client
        self._name = name

    def publish(self, detail_type: str, detail: Mapping[str, Any]) -> None:
        """Sends one event.

        Raises:
            ServiceUnavailable: EventBridge did not answer, or did not take the event.
        """
        entry = {
            "EventBusName": self._name,
            "Source": SOURCE,
            "DetailType": detail_type,
            "Detail": json.dumps(detail),
        }
        try:
            response = self._client().put_events(Entries=[entry])
        except (BotoCoreError, ClientError) as error:
            raise ServiceUnavailable(f"EventBridge did not take {detail_type!r}: {error}") from error
        if response["FailedEntryCount"]:
            code = response["Entries"][0].get("ErrorCode", "no reason")
            raise ServiceUnavailable(f"EventBridge did not take {detail_type!r}: {code}")
