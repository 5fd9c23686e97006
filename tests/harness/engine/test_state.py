"""The state: secrets, crashes, the lock, and references from other stacks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.engine import EngineError
from tests.harness.engine.scenario import PASSPHRASE, Scenario, operations
from tests.harness.engine.test_lifecycle import TWO

SECRETS = """
    password = pulumi.Config().require_secret("password")
    web = Item("web", value=password, tags={"inner": password})
    page = Item("page", link=Output.concat("see ", web.value))
    pulumi.export("password", web.value)
    pulumi.export("plain", "open")
"""


def test_secrets_never_appear_in_the_clear_in_state_steps_messages_or_outputs(scenario: Scenario) -> None:
    scenario.configure(password={"secure": _sealed("hunter2!")})
    result = scenario.up(SECRETS)
    updated = scenario.up(SECRETS.replace('"see "', '"go "'))
    for text in (scenario.checkpoint_text, json.dumps(result.to_dict()), json.dumps(updated.to_dict())):
        assert "hunter2!" not in text
    assert "hunter2!" in json.dumps(scenario.items), "the provider itself does get the secret"
    assert scenario.engine().outputs() == {"password": "[secret]", "plain": "open"}
    assert scenario.engine().outputs(show_secrets=True)["password"] == "hunter2!"
    (web,) = [each for each in scenario.engine().resources() if each["name"] == "web"]
    assert web["inputs"]["tags"] == {"inner": "[secret]"} or web["inputs"]["tags"] == "[secret]"
    (step,) = [step for step in updated.steps if step.op == "update"]
    assert [(change.old, change.new) for change in step.changes] == [("[secret]", "[secret]")]


def test_a_secret_that_a_provider_repeats_in_an_error_is_masked(scenario: Scenario) -> None:
    scenario.behave(web={"create": "echo"})
    result = scenario.up('Item("web", value=Output.secret("hunter2!"))', ok=False)
    assert result.errors == ["store:index:Item web: cannot take [secret]"]
    assert "hunter2!" not in json.dumps(result.to_dict())


def test_a_wrong_passphrase_is_an_error(scenario: Scenario) -> None:
    scenario.up('Item("web", value=Output.secret("x"))')
    result = scenario.engine(passphrase="wrong").up()
    assert not result.ok and "incorrect passphrase" in result.errors[0]


def test_the_checkpoint_has_the_layout_of_the_pulumi_cli(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1", tags={"a": 1.5, "b": [True, None]})')
    document = json.loads(scenario.checkpoint_text)
    assert document["version"] == 3
    assert document["checkpoint"]["stack"] == "organization/shop/dev"
    latest = document["checkpoint"]["latest"]
    assert latest["secrets_providers"]["type"] == "passphrase"
    stack, provider, web = latest["resources"]
    assert stack["type"] == "pulumi:pulumi:Stack" and stack["custom"] is False
    assert provider["urn"] == "urn:pulumi:dev::shop::pulumi:providers:store::default"
    assert web["parent"] == stack["urn"]
    assert web["provider"] == f"{provider['urn']}::{provider['id']}"
    assert web["inputs"]["tags"] == {"a": 1.5, "b": [True, None]}


def test_an_up_that_changes_nothing_keeps_the_entries_as_they_are(scenario: Scenario) -> None:
    scenario.up('Item("web", value=Output.secret("x"))')
    before = scenario.checkpoint["resources"]
    scenario.up()
    assert scenario.checkpoint["resources"] == before


def test_a_stack_reference_reads_another_stacks_outputs_and_keeps_its_secrets(scenario: Scenario) -> None:
    scenario.up('pulumi.export("address", "here"); pulumi.export("key", Output.secret("hunter2!"))')
    scenario.configure("prod")
    scenario.write(
        """
        dev = pulumi.StackReference("organization/shop/dev")
        pulumi.export("address", dev.require_output("address"))
        pulumi.export("key", dev.get_output("key"))
        """
    )
    result = scenario.engine("prod").up()
    assert result.ok, result.errors
    assert result.outputs == {"address": "here", "key": "[secret]"}
    assert "hunter2!" not in (scenario.state / "prod.json").read_text()
    assert scenario.engine("prod").destroy().ok


def test_a_stack_reference_to_no_stack_names_those_that_exist(scenario: Scenario) -> None:
    scenario.up("")
    scenario.configure("prod")
    scenario.write('pulumi.StackReference("organization/shop/test")')
    result = scenario.engine("prod").up()
    assert "there is no stack 'organization/shop/test'; stacks of the project shop: dev" in result.errors[0]


# -- interruptions

THREE = """
    one = Item("one", value="1")
    two = Item("two", value=one.address)
    three = Item("three", value=two.address)
"""


def test_a_killed_up_loses_and_repeats_nothing_that_was_finished(separate: Scenario) -> None:
    separate.write(THREE)
    separate.behave(three={"create": "slow"})
    run = _start(separate)
    _wait_until(lambda: "create three" in separate.calls)
    run.kill()
    run.wait()
    (pending,) = separate.checkpoint["pending_operations"]
    assert pending["type"] == "creating" and pending["resource"]["urn"].endswith("::three")
    assert {each["urn"].split("::")[-1] for each in separate.checkpoint["resources"]} >= {"one", "two"}
    time.sleep(0.6)  # the plugin may finish what it had begun
    separate.set_items({key: item for key, item in separate.items.items() if not key.startswith("three")})
    separate.new_calls()
    separate.behave()
    result = separate.up()
    assert operations(result) == {"one": "same", "two": "same", "three": "create"}
    assert separate.new_calls() == ["create three"]
    assert "interrupted while creating it" in result.messages[0].text
    assert pending["resource"]["inputs"]["label"] in separate.items, "it has the name that was generated then"
    assert separate.checkpoint["pending_operations"] == []


WRITES = 8  # of the checkpoint, in an `up` of TWO


@pytest.mark.parametrize("write", range(1, WRITES + 1))
def test_an_up_killed_after_any_write_of_the_state_is_completed_by_the_next(scenario: Scenario, write: int) -> None:
    scenario.write(TWO)
    run = _start(scenario, _KILLED_AFTER.format(write=write))
    assert run.wait() == -signal.SIGKILL
    scenario.up()
    assert sorted(scenario.calls) == ["create page", "create web"], "nothing is created twice"
    assert {step.id for step in scenario.up().steps if step.id} == set(scenario.items)
    assert scenario.checkpoint["pending_operations"] == []


def test_an_up_of_two_resources_writes_the_state_that_often(scenario: Scenario) -> None:
    scenario.write(TWO)
    assert _start(scenario, _KILLED_AFTER.format(write=WRITES + 1)).wait() == 0


_KILLED_AFTER = """
import os, signal
from harness.engine.checkpoint import CheckpointFile
write, writes = CheckpointFile.write, []
def counted(*arguments):
    write(*arguments)
    writes.append(1)
    if len(writes) == {write}:
        os.kill(os.getpid(), signal.SIGKILL)
CheckpointFile.write = counted
"""


def test_plugins_and_program_end_with_a_killed_engine(separate: Scenario) -> None:
    separate.write(THREE)
    separate.behave(one={"create": "slow"})
    run = _start(separate)
    _wait_until(lambda: "create one" in separate.calls)
    children = _children(run.pid)
    assert len(children) >= 2
    run.kill()
    run.wait()
    _wait_until(lambda: not any(map(_alive, children)))


def test_a_plugin_that_dies_fails_the_resource_and_leaves_its_operation_pending(separate: Scenario) -> None:
    separate.behave(web={"create": "crash"})
    result = separate.up('Item("web", value="1")', ok=False)
    assert result.errors == ["store:index:Item web: the provider plugin ended during the call"]
    assert [each["type"] for each in separate.checkpoint["pending_operations"]] == ["creating"]


def test_an_interrupted_update_is_repeated(separate: Scenario) -> None:
    separate.up('Item("web", value="1")')
    separate.behave(web={"update": "crash"})
    separate.up('Item("web", value="2")', ok=False)
    separate.behave()
    result = separate.up()
    assert operations(result) == {"web": "update"}
    assert "interrupted while updating it" in result.messages[0].text


def test_sigterm_finishes_the_step_under_way_and_begins_no_other(separate: Scenario) -> None:
    separate.write(THREE)
    separate.behave(two={"create": "slow"})
    run = _start(separate)
    _wait_until(lambda: "create two" in separate.calls)
    run.send_signal(signal.SIGTERM)
    output, _ = run.communicate(timeout=20)
    assert "cancelled: the steps under way are finished and stored" in output
    assert separate.calls == ["create one", "create two"]
    assert len(separate.items) == 2 and separate.entry("two")["id"] in separate.items
    assert separate.checkpoint["pending_operations"] == []


def test_a_second_up_at_once_fails_and_names_the_first_ones_process(separate: Scenario) -> None:
    separate.write(THREE)
    separate.behave(one={"create": "slow"})
    run = _start(separate)
    _wait_until(lambda: "create one" in separate.calls)
    with pytest.raises(EngineError, match=f"the stack dev is locked: process {run.pid} has been running 'up'"):
        separate.engine().up()
    assert run.wait() == 0
    assert separate.up().summary == {"same": 4}


def _sealed(text: str) -> str:
    from harness.engine.passphrase import Sealer
    from tests.harness.engine.scenario import SALT

    return Sealer(PASSPHRASE, SALT).seal(text)


def _start(scenario: Scenario, before: str = "") -> subprocess.Popen[str]:
    """Runs `up` in a process that can be killed; exit status 0 if it succeeded."""
    code = before + (
        "import sys, pathlib; from tests.harness.engine.scenario import *;"
        "scenario = Scenario.existing(pathlib.Path(sys.argv[1]), int(sys.argv[2])); result = scenario.engine().up();"
        "print(*result.errors); sys.exit(not result.ok)"
    )
    root = Path(__file__).resolve().parents[3]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", code, str(scenario.folder), str(scenario.port or 0)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def _wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen within 30 seconds")


def _children(pid: int) -> list[int]:
    import psutil

    return [child.pid for child in psutil.Process(pid).children(recursive=True)]


def _alive(pid: int) -> bool:
    import psutil

    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
