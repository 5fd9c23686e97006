from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from ai_pipeline_emulator.ecs.containers import SUPERVISOR, CannotStart, Container, Plan, plan
from ai_pipeline_emulator.ecs.images import Image

ENVIRONMENT = {"PATH": os.environ["PATH"]}


def start(folder: Path, *command: str) -> Container:
    return Container(Plan(list(command), ENVIRONMENT), folder, None, None)


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 20
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert condition()


def test_each_source_of_variables_comes_over_the_one_before() -> None:
    names = "ABCDE"
    made = plan(
        {"command": ["of the task"], "environment": [{"name": name, "value": "task"} for name in "CDE"]},
        {"environment": [{"name": "E", "value": "override"}]},
        Image(["of the image"], dict.fromkeys(names, "image"), ["entry"]),
        dict.fromkeys("BCDE", "variables"),
        {"D": "secret", "E": "secret"},
    )
    assert made.command == ["entry", "of the task"]
    assert [made.environment[name] for name in names] == ["image", "variables", "task", "secret", "override"]


def test_the_override_of_a_command_counts_and_the_image_has_the_last_word() -> None:
    definition = {"command": ["of the task"]}
    assert plan(definition, {"command": ["given"]}, Image(["image"]), {}, {}).command == ["given"]
    assert plan({}, {}, Image(["image"]), {}, {}).command == ["image"]


@pytest.mark.parametrize(("script", "code"), [("exit 0", 0), ("exit 3", 3), ("kill -9 $$", 137)])
def test_a_container_ends_with_the_code_that_runtimes_report(tmp_path: Path, script: str, code: int) -> None:
    assert start(tmp_path, "sh", "-c", script).wait() == code


def test_a_program_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="'nowhere': executable file not found"):
        start(tmp_path, "nowhere")


def test_stopping_asks_first_and_then_kills(tmp_path: Path) -> None:
    script = "trap 'touch asked' TERM; touch ready; while true; do sleep 0.05; done"
    container = start(tmp_path, "sh", "-c", script)
    wait_for((tmp_path / "ready").exists)
    container.stop(timeout=0.5)
    assert (tmp_path / "asked").exists()
    assert container.wait() == 137


def test_what_a_container_started_ends_with_it_even_in_a_session_of_its_own(tmp_path: Path) -> None:
    script = "setsid sleep 60 & echo $! > pid; touch ready; wait"
    container = start(tmp_path, "sh", "-c", script)
    wait_for((tmp_path / "ready").exists)
    stray = int((tmp_path / "pid").read_text())
    container.kill()
    container.wait()
    wait_for(lambda: not psutil.pid_exists(stray))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends children with their parent")
def test_nothing_outlives_a_killed_emulator(tmp_path: Path) -> None:
    inner = "setsid sleep 60 & echo $! > pid; touch ready; wait"
    script = (
        "import os, subprocess, sys, time\n"
        f"subprocess.Popen([sys.executable, {str(SUPERVISOR)!r}, str(os.getpid()), '/bin/sh', '-c', {inner!r}])\n"
        "time.sleep(60)"
    )
    emulator = subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path)
    wait_for((tmp_path / "ready").exists)
    stray = int((tmp_path / "pid").read_text())
    emulator.send_signal(signal.SIGKILL)
    emulator.wait()
    wait_for(lambda: not psutil.pid_exists(stray))
