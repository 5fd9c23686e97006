"""What the plugins ask of the emulator that they run in, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Request = dict[str, Any]
Handler = Callable[[Any, Request], Any]


@dataclass(frozen=True)
class Cloud:
    """The emulator's own services.

    Attributes:
        endpoint: URL under which processes of this machine reach it.
        client: gives a client for a service, a region and an account.
        assume_role: credentials (AccessKeyId, SecretAccessKey, SessionToken) of a role, by its ARN, for a service
            such as `ecs-tasks` and a session name; raises when the role does not exist or does not trust the service.
        error: its exception for AWS errors, called with code, message and HTTP status.
        moto: handles a request by Moto, which keeps the records of most services.
    """

    endpoint: str
    client: Callable[[str, str, str], Any]
    assume_role: Callable[[str, str, str], dict[str, str]]
    error: Callable[..., Exception]
    moto: Handler
