"""What Pulumi's plugins share of its protocol: its limits, and its messages without the SDK around them."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

MESSAGE_BYTES = 400 * 1024 * 1024  # as the Pulumi CLI allows
MESSAGE_OPTIONS = [("grpc.max_receive_message_length", MESSAGE_BYTES), ("grpc.max_send_message_length", MESSAGE_BYTES)]


def leave_sdk_out() -> None:
    """Makes `pulumi.runtime.proto` importable without running `pulumi` and `pulumi.runtime`.

    The SDK's import takes as long as that of everything else here. For processes that need nothing else of it, before
    their first import of `pulumi`.

    Raises:
        ModuleNotFoundError: Pulumi's SDK is not installed.
    """
    found = find_spec("pulumi")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the Python of this plugin lacks Pulumi's SDK: put the project's .venv/bin on PATH")
    root = Path(found.origin).parent
    for name, folder in (("pulumi", root), ("pulumi.runtime", root / "runtime")):
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
