"""The Python environments and programs that the local stack needs, found or installed."""

from harness.environments.errors import InstallationError
from harness.environments.virtual_environment import VirtualEnvironment

__all__ = ["InstallationError", "VirtualEnvironment"]
