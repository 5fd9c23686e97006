"""A folder in a place that other users can write to as well."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from harness.services.server import ServiceError


def make_private(folder: Path) -> None:
    """Makes a folder that only we can read and write; one of ours that is there already stays, and is closed to others.

    Raises:
        ServiceError: something of its name is there that is another user's, or no folder.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise ServiceError(f"{folder} is no folder of yours: remove it, then run the command again")
    folder.chmod(0o700)
