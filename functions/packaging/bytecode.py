"""Compiles a tree for a cold start: with byte code beside it, an import needs no compiler."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from functions.packaging.runtimes import PackagingError, Target


def compile_tree(folder: Path, installed_at: str, target: Target, *, keep_sources: bool) -> None:
    """Puts byte code into every package below a folder.

    Unchecked hashes: Lambda's file system is read-only and zips hold no times, so nothing is to be checked.

    Args:
        folder: what to compile, in place.
        installed_at: where the folder will stand on Lambda; tracebacks show that path.
        target: gives the interpreter of the runtime's version.
        keep_sources: byte code beside the sources, so that tracebacks quote them, or instead of them, which is smaller.

    Raises:
        PackagingError: a source file does not compile on the runtime's Python.
    """
    command = [str(target.python), "-m", "compileall", "-q", "-f", "--invalidation-mode", "unchecked-hash"]
    if not keep_sources:
        command.append("-b")  # module.pyc where module.py stands, which imports without a source
    result = subprocess.run(
        [*command, "-s", str(folder), "-p", installed_at, str(folder)],
        env={**os.environ, "PYTHONHASHSEED": "0"},  # the order of sets inside byte code
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise PackagingError(f"byte code for {target.runtime}: {result.stdout.strip() or result.stderr.strip()}")
    if not keep_sources:
        for source in folder.rglob("*.py"):
            source.unlink()
