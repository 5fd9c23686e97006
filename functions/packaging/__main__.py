"""`python -m functions.packaging`: builds the function zips and layers into build/."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from functions.packaging.build import build_packages
from functions.packaging.runtimes import (
    ARCHITECTURES,
    RUNTIME_GLIBC,
    PackagingError,
    Target,
    find_interpreter,
    machine_architecture,
)

PROJECT = Path(__file__).resolve().parent.parent.parent
DEFAULT_RUNTIME = "python3.13"


def main(arguments: list[str] | None = None) -> int:
    """Builds what changed and prints each package's size; the exit code is 1 where a package cannot be built."""
    parser = argparse.ArgumentParser(prog="python -m functions.packaging", description=__doc__)
    parser.add_argument("--runtime", default=DEFAULT_RUNTIME, choices=sorted(RUNTIME_GLIBC))
    parser.add_argument("--architecture", default=machine_architecture(), choices=sorted(ARCHITECTURES))
    parser.add_argument("--python", type=Path, help="an interpreter of the runtime's version (default: on PATH)")
    parser.add_argument("--output", type=Path, default=PROJECT / "build")
    parser.add_argument("--json", action="store_true", help="print the manifest")
    options = parser.parse_args(arguments)
    try:
        python = options.python or find_interpreter(options.runtime)
        target = Target(options.runtime, options.architecture, python)
        packages = build_packages(options.output, target, lambda line: print(line, file=sys.stderr))
    except PackagingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps({name: asdict(package) for name, package in packages.items()}))
        return 0
    for name, package in packages.items():
        print(f"{name:20} {package.bytes / 1e6:6.1f} MB zipped {package.unzipped_bytes / 1e6:6.1f} MB unzipped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
