"""Where AWS is emulated: `host` processes (the default), `localstack` on the host, or containers by `compose`."""

from __future__ import annotations

from harness.backends.base import Backend, BackendError, Capability, ServiceStatus
from harness.settings import Settings

NAMES = ("host", "localstack", "compose")
DEFAULT = "host"

__all__ = ["DEFAULT", "NAMES", "Backend", "BackendError", "Capability", "ServiceStatus", "get_backend"]


def get_backend(name: str, settings: Settings) -> Backend:
    """The backend of that name.

    Raises:
        BackendError: there is none of that name.
    """
    if name == "compose":
        from harness.backends.compose import ComposeBackend

        return ComposeBackend(settings)
    from harness.backends.host import HOST, LOCALSTACK, HostBackend

    for kind in (HOST, LOCALSTACK):
        if kind.name == name:
            return HostBackend(settings, kind)
    raise BackendError(f"There is no backend {name!r}; choose one of: {', '.join(NAMES)}")
