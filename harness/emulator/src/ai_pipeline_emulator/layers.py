"""Lays layers over each other as Lambda does in /opt: the files of a later layer win."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

_lock = threading.Lock()


def merge(layers: Sequence[Path], target: Path) -> Path:
    """Builds the folder that functions see as /opt, once; without copying file contents where the disk allows.

    Args:
        layers: folders of the unzipped layers, in the function's order.
        target: where to build; existing already means built already.

    Returns:
        `target`.
    """
    with _lock:
        if not target.exists():
            building = target.with_name(target.name + ".building")
            shutil.rmtree(building, ignore_errors=True)
            building.mkdir(parents=True)
            for layer in layers:
                clone(layer, building)
            building.rename(target)
    return target


def clone(source: Path, target: Path) -> None:
    """Adds the files of `source` to `target` by hard links, replacing what is there under the same name."""
    for folder, folders, files in os.walk(source):
        place = target / Path(folder).relative_to(source)
        place.mkdir(parents=True, exist_ok=True)
        links = [name for name in folders if Path(folder, name).is_symlink()]
        for name in [*files, *links]:
            _link(Path(folder, name), place / name)


def _link(source: Path, target: Path) -> None:
    if target.is_symlink() or target.is_file():
        target.unlink()
    elif target.is_dir():
        shutil.rmtree(target)
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another disk, or one without hard links
        shutil.copy2(source, target, follow_symlinks=False)
