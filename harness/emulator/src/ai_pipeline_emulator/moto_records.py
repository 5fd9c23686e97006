"""Moto's own records of services, read and written directly where no request does it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any


def backend(service: str, account: str, region: str) -> Any:
    """What Moto keeps of a service in an account and a region."""
    from moto.backends import get_backend  # with the service, when it is first asked

    return get_backend(service)[account][region]


def backends(service: str) -> Iterator[Any]:
    """What Moto keeps of a service, for every account and region that has something."""
    from moto.backends import get_backend

    for regions in list(get_backend(service).values()):
        yield from list(regions.values())


@contextlib.contextmanager
def as_aws_errors(error: Callable[..., Exception]) -> Iterator[None]:
    """Turns Moto's exceptions into the emulator's.

    Args:
        error: the emulator's exception, called with code and message.
    """
    from moto.core.exceptions import RESTError, ServiceException

    try:
        yield
    except ServiceException as reason:
        raise error(reason.code, reason.message) from reason
    except RESTError as reason:
        raise error(reason.error_type, reason.message) from reason
