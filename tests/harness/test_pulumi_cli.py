"""How the Pulumi CLI is called; a stand-in of it records that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from harness.engine import EngineError, Options
from harness.engine.state_folder import StackName, StateFolder
from harness.local_stack import LocalStack
from harness.pulumi_cli import PulumiCli
from harness.settings import Settings

SALT = "v1:JR7yvVkbKDQ=:v1:VgbFpdKqH+J6ug7m:AR/crmcE2jzFfg8hIFGF9W6FJHIZ+g=="
STAND_IN = """#!{python}
import fcntl, json, os, pathlib, sys
locks = pathlib.Path(os.environ["PULUMI_BACKEND_URL"].removeprefix("file://")).rglob("*.lock")
def is_free(path):
    with path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
call = {{"arguments": sys.argv[1:], "environment": dict(os.environ), "directory": os.getcwd(),
         "configuration": open(sys.argv[sys.argv.index("--config-file") + 1]).read(),
         "locked": [path.name for path in locks if not is_free(path)]}}
pathlib.Path({record!r}).write_text(json.dumps(call))
print("pulumi was here")
print("and warned", file=sys.stderr)
sys.exit({status})
"""

Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Puts the stand-in into a folder; it writes what it was called with to `call.json`."""

    def write(status: int = 0) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        executable = folder / "pulumi"
        executable.write_text(STAND_IN.format(python=sys.executable, record=str(tmp_path / "call.json"), status=status))
        executable.chmod(0o755)
        return folder

    return write


def _cli(tmp_path: Path, folder: Path) -> PulumiCli:
    project = tmp_path / "project"
    project.mkdir()
    (project / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (project / "Pulumi.dev.yaml").write_text(f"encryptionsalt: {SALT}\nconfig: {{aws:region: eu-west-1}}\n")
    return PulumiCli(
        project_directory=project,
        stack="dev",
        state_directory=tmp_path / "state",
        work_directory=tmp_path / "run",
        passphrase="correct horse",
        environment={"PATH": f"{folder}:/usr/bin", "AWS_ENDPOINT_URL": "http://127.0.0.1:21000"},
        plugin_path=[tmp_path / "plugins"],
    )


def _call(tmp_path: Path) -> Any:
    return json.loads((tmp_path / "call.json").read_text())


def test_the_cli_gets_the_program_the_state_the_plugins_and_the_endpoint_that_our_engine_has(
    tmp_path: Path, install: Install
) -> None:
    cli = _cli(tmp_path, install())
    lines: list[str] = []
    warnings: list[str] = []
    cli.run("up", Options(), lines.append, warnings.append)
    call = _call(tmp_path)
    configuration_file = str(tmp_path / "run" / "Pulumi.dev.yaml")
    assert call["arguments"] == [
        *("up", "--yes", "--skip-preview", "--non-interactive"),
        *("--stack", "organization/shop/dev", "--config-file", configuration_file),
    ]
    assert call["directory"] == str(tmp_path / "project")
    environment = call["environment"]
    assert environment["PULUMI_BACKEND_URL"] == f"file://{tmp_path}/state"
    assert environment["PULUMI_CONFIG_PASSPHRASE"] == "correct horse"
    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:21000"
    assert environment["PATH"].split(os.pathsep)[0] == str(tmp_path / "plugins")
    assert yaml.safe_load(call["configuration"]) == {"encryptionsalt": SALT, "config": {"aws:region": "eu-west-1"}}
    assert (lines, warnings) == (["pulumi was here"], ["and warned"])


def test_the_stack_exists_and_is_locked_while_the_cli_changes_it(tmp_path: Path, install: Install) -> None:
    _cli(tmp_path, install()).run("destroy", Options(), print, print)
    assert _call(tmp_path)["locked"] == ["dev.lock"]
    folder = StateFolder(tmp_path / "state")
    assert folder.names() == [StackName("shop", "dev")]
    with folder.locked(StackName("shop", "dev"), "up"):
        pass


def test_a_preview_locks_nothing_and_takes_the_options_of_ours(tmp_path: Path, install: Install) -> None:
    options = Options(True, ("**::web",), True, (tmp_path / "pack",))
    _cli(tmp_path, install()).run("preview", options, print, print, ("--diff",))
    call = _call(tmp_path)
    assert call["locked"] == []
    assert call["arguments"][:8] == [
        *("preview", "--diff", "--target", "**::web", "--policy-pack", str(tmp_path / "pack")),
        *("--refresh", "--target-dependents"),
    ]


def test_a_stack_without_a_salt_gets_one_that_leaves_the_projects_file_alone(tmp_path: Path, install: Install) -> None:
    cli = _cli(tmp_path, install())
    file = tmp_path / "project" / "Pulumi.dev.yaml"
    file.write_text("config: {}\n")
    cli.run("up", Options(), print, print)
    salt = yaml.safe_load(_call(tmp_path)["configuration"])["encryptionsalt"]
    cli.run("up", Options(), print, print)
    assert yaml.safe_load(_call(tmp_path)["configuration"])["encryptionsalt"] == salt
    assert file.read_text() == "config: {}\n"


def test_a_failing_cli_is_an_error(tmp_path: Path, install: Install) -> None:
    with pytest.raises(EngineError, match="`pulumi up` ended with exit status 3"):
        _cli(tmp_path, install(3)).run("up", Options(), print, print)


def test_a_missing_cli_is_an_error_that_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"no `pulumi` on PATH: install .*leave out `--engine cli`"):
        _cli(tmp_path, tmp_path)


def test_the_local_stack_gives_the_cli_what_it_gives_its_engine(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(install()), prepend=os.pathsep)
    local = LocalStack(Settings(home=tmp_path / "home", port=21001))
    local.pulumi_cli(offline=True).run("preview", Options(), print, print)
    call = _call(tmp_path)
    assert call["environment"]["HARNESS_OFFLINE"] == "1"
    assert call["environment"]["PULUMI_BACKEND_URL"] == f"file://{tmp_path}/home/state"
    assert call["environment"]["PATH"].split(os.pathsep)[0].endswith("harness/plugins")
    assert "ai-pipeline:network" in yaml.safe_load(call["configuration"])["config"]


def test_the_command_line_says_that_this_was_never_run_with_a_real_cli(tmp_path: Path, install: Install) -> None:
    environment = {**os.environ, "HARNESS_HOME": str(tmp_path / "home"), "HARNESS_PORT": "21002"}
    environment["PATH"] = f"{install()}{os.pathsep}{environment['PATH']}"
    command = [sys.executable, "-m", "harness", "preview", "--engine", "cli", "--json"]
    root = Path(__file__).resolve().parents[2]
    answer = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout == "pulumi was here\n"
    assert "never run with a real one" in answer.stderr and "and warned" in answer.stderr
    assert "--json" in _call(tmp_path)["arguments"]


@pytest.mark.parametrize(
    "started", [[], ["sh", "-c", "trap '' INT; exec \"$@\"", "sh"]], ids=["foreground", "background"]
)
def test_a_signal_to_the_harness_lets_the_cli_finish(tmp_path: Path, started: list[str]) -> None:
    script = "#!/bin/sh\ntrap 'echo finished; exit 0' INT\nkill -TERM $PPID\nwhile :; do sleep 0.05; done\n"
    (tmp_path / "pulumi").write_text(script)
    (tmp_path / "pulumi").chmod(0o755)
    code = (
        "import sys; from pathlib import Path; from tests.harness.test_pulumi_cli import Options, _cli;"
        "folder = Path(sys.argv[1]); _cli(folder, folder).run('up', Options(), print, print)"
    )
    answer = subprocess.run(
        [*started, sys.executable, "-c", code, str(tmp_path)],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (answer.returncode, answer.stdout) == (0, "finished\n"), answer.stderr
