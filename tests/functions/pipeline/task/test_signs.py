"""The task's signs of life, the request to end, and its exit codes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from botocore.exceptions import EndpointConnectionError

from functions.pipeline.__main__ import main
from functions.pipeline.task.heartbeat import INTERVAL, Heartbeat
from functions.pipeline.task.interruption import Interrupted, Interruption


class States:
    """Step Functions: counts heartbeats, and may be away."""

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.away = False

    def send_task_heartbeat(self, taskToken: str) -> None:
        if self.away:
            raise EndpointConnectionError(endpoint_url="http://states")
        self.tokens.append(taskToken)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_progress_is_told_at_most_once_a_minute() -> None:
    states, clock = States(), Clock()
    heartbeat = Heartbeat(states, "token", clock)
    for seconds in (0.0, INTERVAL / 2, INTERVAL / 2, 1.0):
        clock.now += seconds
        heartbeat.beat()
    assert states.tokens == ["token", "token"]


def test_a_beat_that_fails_stops_nothing_and_the_next_is_sent() -> None:
    states, clock = States(), Clock()
    heartbeat = Heartbeat(states, "token", clock)
    states.away = True
    heartbeat.beat()
    states.away = False
    clock.now += INTERVAL
    heartbeat.beat()
    assert states.tokens == ["token"]


def test_where_nobody_waits_nothing_is_sent() -> None:
    states = States()
    Heartbeat(states, None, Clock()).beat()
    assert states.tokens == []


@pytest.fixture
def default_signals() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def test_a_task_that_is_asked_to_end_ends_at_its_next_check(default_signals: None) -> None:
    interruption = Interruption()
    interruption.listen()
    interruption.check()
    os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(Interrupted):
        interruption.check()


@pytest.mark.parametrize("arguments", [[], ["serve"], ["train", "more"]])
def test_a_command_that_is_not_known_is_a_usage_error(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "usage: " in capsys.readouterr().err
