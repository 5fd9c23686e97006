"""Runs one Pulumi program against a monitor, as the Pulumi CLI's language host does. Started as a process of its own.

Takes one argument, a JSON object: `monitor`, `engine` (addresses), `project`, `stack`, `organization`, `root` (folder
of Pulumi.yaml), `program` (main file), `parallel`, `dry_run`. The
configuration comes in PULUMI_CONFIG, as under the CLI.
"""

from __future__ import annotations

import asyncio
import atexit
import gc
import json
import logging
import os
import runpy
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import Any

gc.disable()  # a program lives for seconds, in which it keeps nearly all that it makes: first of all, its imports

import pulumi  # noqa: E402
import pulumi.runtime  # noqa: E402


def main(arguments: dict[str, Any]) -> int:
    """Runs the program; returns its exit status."""
    pulumi.runtime.set_all_config(pulumi.runtime.get_config_env(), pulumi.runtime.get_config_secret_keys_env())
    pulumi.runtime.configure(
        pulumi.runtime.Settings(
            monitor=arguments["monitor"],
            engine=arguments["engine"],
            project=arguments["project"],
            stack=arguments["stack"],
            organization=arguments["organization"],
            root_directory=arguments["root"],
            parallel=arguments["parallel"],
            dry_run=arguments["dry_run"],
        )
    )
    program = arguments["program"]
    directory = os.path.dirname(program)  # noqa: PTH120
    os.chdir(directory)
    sys.path.insert(0, directory)
    sys.argv = [program]
    # The engine drops them; each would be a call that the program waits for, and the SDK logs hundreds.
    pulumi.log.debug = _discard
    # Errors in forgotten tasks are reported by the SDK already.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    return _run(program, arguments["parallel"])


def _run(program: str, parallel: int) -> int:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    with ThreadPoolExecutor(max_workers=parallel * 4) as pool:
        loop.set_default_executor(pool)
        try:
            loop.run_until_complete(pulumi.runtime.run_in_stack(lambda: _execute(program)))
        except pulumi.RunError as error:
            pulumi.log.error(str(error))
            return 1
        except SystemExit as error:
            return error.code if isinstance(error.code, int) else int(error.code is not None)
        except Exception as error:
            pulumi.log.error(_explained(error, program))
            return 1
    return 0


def _discard(*arguments: Any, **options: Any) -> None:
    """Takes the place of a function whose effect nobody sees."""


def _execute(program: str) -> None:
    runpy.run_path(program, run_name="__main__")


def _explained(error: Exception, program: str) -> str:
    """The error's message first, then where in the project it came from."""
    message = "".join(traceback.format_exception_only(error)).strip()
    directory = os.path.dirname(program)  # noqa: PTH120
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith(directory) and f"{os.sep}site-packages{os.sep}" not in frame.filename
    ]
    if not frames:
        return f"{message}\n{''.join(traceback.format_tb(error.__traceback__))}".strip()
    return f"{message}\n{''.join(traceback.format_list(frames))}".strip()


def _leave() -> None:
    """Ends the process at once: to take apart all that the SDK has built takes half a second and helps nobody."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    status = 1
    atexit.register(_leave)  # first, so that it runs after every other exit handler
    status = main(json.loads(sys.argv[1]))
    sys.exit(status)
