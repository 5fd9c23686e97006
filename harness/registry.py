"""The model registry of the deployed stack, as its page answers."""

from __future__ import annotations

import urllib.request
from http import HTTPStatus

from harness.backends.base import ServiceStatus
from harness.services import State

PATIENCE = 2.0  # seconds


def registry_status(url: str) -> ServiceStatus:
    """Whether MLflow's page can be opened; it starts with the stack and makes its tables first.

    Args:
        url: of the page.
    """
    return ServiceStatus("MLflow", _state(url), url, version="", pid=None, memory_bytes=0, log_file=None)


def _state(url: str) -> State:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=PATIENCE) as answer:  # noqa: S310 (the stack's own address)
            return State.RUNNING if answer.status == HTTPStatus.OK else State.STARTING
    except OSError:  # an HTTP error is one too: the load balancer has nobody to ask yet
        return State.STARTING
