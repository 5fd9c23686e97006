"""What a function's process sees: its directories and environment variables.

Lambda puts code in /var/task, layers in /opt, the runtime client in /var/runtime and gives 512 MB of /tmp. Where the
system lets us create mount namespaces, functions see exactly that; elsewhere the same things under other names, told by
the same environment variables.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ai_pipeline_emulator.children import LAUNCHER

MEGABYTE = 1024 * 1024
HIDDEN = ("/tmp", "/opt")  # noqa: S108 - the directories of the function's view, not files of ours


@dataclass(frozen=True)
class Function:
    """One version of a function, as far as running it needs.

    Attributes:
        name: its name.
        version: published version number or `$LATEST`.
        handler: `module.function`.
        runtime: Lambda's name of the runtime, such as `python3.13`.
        memory: limit in MB.
        timeout: limit of one invocation in seconds.
        ephemeral_storage: size of /tmp in MB.
        code: folder of the unzipped package.
        layers: folder of the merged layers, or None without layers.
    """

    name: str
    version: str
    handler: str
    runtime: str
    memory: int
    timeout: int
    ephemeral_storage: int
    code: Path
    layers: Path | None


@dataclass(frozen=True)
class Sandbox:
    """How to start a function's process: see `children.start_child`."""

    command: list[str]
    environment: dict[str, str]
    mounts: dict[str, Any] | None
    directory: Path
    directory_inside: str


def arrange(function: Function, variables: Mapping[str, str], python: Path, scratch: Path, isolated: bool) -> Sandbox:
    """Plans the sandbox of one execution environment.

    Args:
        function: what runs in it.
        variables: environment variables of the function, reserved ones included.
        python: interpreter of the runtime's virtual environment.
        scratch: folder of this environment; its `tmp` serves as /tmp where there is no private one.
        isolated: whether the function gets AWS's paths by a mount namespace.
    """
    packages = site_packages(python)
    empty = scratch / "opt"
    places = {
        "task": "/var/task" if isolated else str(function.code),
        "opt": "/opt" if isolated else str(function.layers or empty),
        "runtime": "/var/runtime" if isolated else str(packages),
        "tmp": "/tmp" if isolated else str(scratch / "tmp"),  # noqa: S108
    }
    mounts: dict[str, Any] | None = None
    if isolated:
        binds = [[str(function.code), "/var/task"], [str(packages), "/var/runtime"]]
        hidden = {"/tmp": function.ephemeral_storage * MEGABYTE}  # noqa: S108
        if function.layers:
            binds.append([str(function.layers), "/opt"])
        else:
            hidden["/opt"] = MEGABYTE
        mounts = {"tmpfs": hidden, "binds": binds, "keep": _visible(python, variables)}
    return Sandbox(
        command=[str(python), "-B", "-m", "awslambdaric", function.handler],
        environment=_environment(function, variables, places),
        mounts=mounts,
        directory=function.code,
        directory_inside=places["task"],
    )


def _environment(function: Function, variables: Mapping[str, str], places: Mapping[str, str]) -> dict[str, str]:
    """The function's variables with those that say where things are.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html; HOME, which Lambda leaves out, keeps
    libraries away from the files of whoever runs the emulator.
    """
    task, opt, runtime = places["task"], places["opt"], places["runtime"]
    python_path = [f"{opt}/python/lib/{function.runtime}/site-packages", f"{opt}/python", runtime]
    if own := variables.get("PYTHONPATH"):
        python_path.append(own)
    return {
        "PATH": f"/usr/local/bin:/usr/bin:/bin:{opt}/bin",
        "LD_LIBRARY_PATH": f"{task}:{task}/lib:{opt}/lib",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "HOME": places["tmp"],
        "TMPDIR": places["tmp"],
        **variables,
        "PYTHONPATH": ":".join(python_path),
        "LAMBDA_TASK_ROOT": task,
        "LAMBDA_RUNTIME_DIR": runtime,
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.runtime}",
    }


def _visible(python: Path, variables: Mapping[str, str]) -> list[str]:
    """What must stay in sight even below a hidden directory: the interpreter, its libraries, trusted certificates."""
    environment = python.parent.parent
    base = Path(os.path.realpath(python)).parent.parent
    paths = [environment, base, *(Path(variables[name]) for name in ("SSL_CERT_FILE",) if name in variables)]
    return [str(path) for path in paths if path.exists() and str(path).startswith(HIDDEN)]


@functools.cache
def site_packages(python: Path) -> Path:
    """The folder of a virtual environment that holds its packages.

    Raises:
        FileNotFoundError: `python` is not the interpreter of a virtual environment.
    """
    found = sorted(python.parent.parent.glob("lib/python*/site-packages"))
    if not found:
        raise FileNotFoundError(f"{python} is not the interpreter of a virtual environment with packages")
    return found[0]


@functools.cache
def isolation_available() -> bool:
    """Whether this system lets this user give a process its own view of the file system: tried, not guessed."""
    if not sys.platform.startswith("linux") or not all(Path(path).is_dir() for path in ("/var", *HIDDEN)):
        return False
    trial = {"mounts": {"tmpfs": dict.fromkeys(HIDDEN, MEGABYTE), "binds": [["/usr", "/var/task"]], "keep": []}}
    command = [sys.executable, "-I", "-S", str(LAUNCHER), json.dumps({**trial, "directory": "/"})]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
