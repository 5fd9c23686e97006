"""One resource while it is worked on: what is known of it, and calls to its service, with retries and clear errors."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from . import requests
from .clients import Clients
from .errors import Gone, ProviderError
from .rows import Call, ErrorPattern, Row
from .values import Properties

RETRY_SECONDS = 60.0
FIRST_PAUSE = 0.25
LONGEST_PAUSE = 4.0
GONE_CODES = frozenset(
    {
        "404",
        "NotFound",
        "NotFoundException",
        "NoSuchEntity",
        "NoSuchBucket",
        "ResourceNotFoundException",
        "ResourceNotFound",
    }
    | {"QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "ServerlessCacheNotFoundFault"}
)


class Resource:
    """A resource of a row, with its inputs and what is known of it.

    Attributes:
        inputs: the wanted properties, secrets revealed.
        scope: what templates are filled from: inputs, outputs, id, region, account, endpoint.
    """

    def __init__(
        self, row: Row, clients: Clients, inputs: Properties, known: Properties, resource_id: str | None = None
    ) -> None:
        self.row = row
        self.clients = clients
        self.inputs = inputs
        self.region: str = inputs.get("region") or known.get("region") or clients.configuration.region
        self.scope: Properties = {
            **known,
            **inputs,
            "id": resource_id,
            "region": self.region,
            "endpoint": clients.configuration.endpoint,
        }
        if _needs_account(row):
            self.scope["account"] = clients.account

    @property
    def model(self) -> Any:
        return self.clients.model(self.row.service)

    def call(self, operation: str, **members: Any) -> Any:
        """Calls an operation of the row's service.

        Raises:
            Gone: AWS says that the resource does not exist.
            ProviderError: any other refusal, after retries where the row knows it to be temporary.
        """
        return self._send(operation, members)

    def attempt(self, operation: str, members: Mapping[str, Any], allowed: tuple[str, ...]) -> Any:
        """Calls an operation; an error with one of the allowed codes gives None."""
        try:
            return self._send(operation, members)
        except (ProviderError, Gone) as error:
            if code_of(error.__cause__) in allowed:
                return None
            raise

    def run(self, call: Call, properties: Properties) -> Any:
        """Makes a call of the row with all properties that it carries."""
        made = requests.request(self.row, call, self.model, properties, self.scope)
        return self.call(call.operation, **made)

    def pages(self, operation: str, members: Mapping[str, Any]) -> Any:
        """The whole answer of an operation that may answer in pages."""
        client = self.clients.client(self.row.service, self.region)
        method = botocore_method(client, operation)
        if not client.can_paginate(method):
            return self._send(operation, members)
        return self._guarded(operation, lambda: client.get_paginator(method).paginate(**members).build_full_result())

    def _send(self, operation: str, members: Mapping[str, Any]) -> Any:
        client = self.clients.client(self.row.service, self.region)
        method = getattr(client, botocore_method(client, operation))
        return self._guarded(operation, lambda: method(**members))

    def _guarded(self, operation: str, send: Callable[[], Any]) -> Any:
        deadline, pause = time.monotonic() + RETRY_SECONDS, FIRST_PAUSE
        while True:
            try:
                return send()
            except ClientError as error:
                if self._temporary(error) and time.monotonic() < deadline:
                    time.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)
                    continue
                if is_gone(error, self.row):
                    raise Gone(str(error)) from error
                raise ProviderError(str(error)) from error
            except BotoCoreError as error:
                raise ProviderError(f"{operation}: {error}") from error

    def _temporary(self, error: ClientError) -> bool:
        return any(retry.code == code_of(error) and retry.message in str(error) for retry in self.row.retry)


def botocore_method(client: Any, operation: str) -> str:
    """The client's method name of an operation."""
    names = {name: method for method, name in client.meta.method_to_api_mapping.items()}
    return str(names[operation])


def is_gone(error: ClientError, row: Row) -> bool:
    """Whether the error says that the resource does not exist."""
    code = code_of(error)
    said = (ErrorPattern(one) if isinstance(one, str) else one for one in row.gone)
    return code in GONE_CODES or any(one.code == code and one.message in str(error) for one in said)


def code_of(error: BaseException | None) -> str:
    """The error code AWS gave; empty where it gave none."""
    return str(error.response["Error"].get("Code", "")) if isinstance(error, ClientError) else ""


def _needs_account(row: Row) -> bool:
    return any("{account}" in str(template) for template in [*row.derived.values(), *row.key.values(), row.id])
