"""`logs`: what the functions and the services wrote."""

from __future__ import annotations

import time
from typing import Annotated, Any

import typer

from harness.cli import output
from harness.errors import HarnessError
from harness.local_stack import LocalStack
from harness.settings import Settings

FUNCTIONS = ("ocr", "document", "uploads", "rollout")
POLL_SECONDS = 1.0


def logs(
    source: Annotated[str, typer.Argument(help="ocr, document, uploads, rollout, or a service that `status` lists.")],
    minutes: Annotated[int, typer.Option(help="How far back to go, for functions.", min=1)] = 60,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on printing what comes, until Ctrl-C.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Prints the log of a function or of a service."""
    stack = LocalStack(Settings.from_environment())
    if source in FUNCTIONS:
        _function_log(stack, source, minutes, follow, as_json)
    else:
        _service_log(stack, source, as_json)


def _function_log(stack: LocalStack, function: str, minutes: int, follow: bool, as_json: bool) -> None:
    client = stack.client()
    group = f"/aws/lambda/{client.outputs[f'{function}FunctionName']}"
    cloudwatch = client.aws("logs")
    since, shown = int((time.time() - minutes * 60) * 1000), set[str]()
    while True:
        for event in _events(cloudwatch, group, since):
            if event["eventId"] not in shown:
                shown.add(event["eventId"])
                since = max(since, event["timestamp"])
                _print_line(event["message"].rstrip(), event["timestamp"], as_json)
        if not follow:
            return
        time.sleep(POLL_SECONDS)


def _events(cloudwatch: Any, group: str, since: int) -> list[dict[str, Any]]:
    pages = cloudwatch.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since)
    return [event for page in pages for event in page["events"]]


def _service_log(stack: LocalStack, name: str, as_json: bool) -> None:
    files = {service.name: service.log_file for service in stack.backend.status() if service.log_file}
    if name not in files:
        raise HarnessError(f"no log of {name!r}; choose one of {', '.join([*FUNCTIONS, *files])}")
    with files[name].open(errors="replace") as log:
        for line in log:
            _print_line(line.rstrip(), None, as_json)


def _print_line(message: str, timestamp: int | None, as_json: bool) -> None:
    if as_json:
        output.print_json({"timestamp": timestamp, "message": message})
    else:
        output.people.print(message, highlight=False, markup=False, soft_wrap=True)
