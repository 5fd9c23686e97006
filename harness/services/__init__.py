"""The local servers behind one lifecycle: start, wait_is_up, health, stop."""

from harness.services.server import Server, ServiceError, State

__all__ = ["Server", "ServiceError", "State"]
