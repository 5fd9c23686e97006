"""Engines that are killed or stopped: what is finished is neither lost nor repeated, and the next run does the rest."""

from __future__ import annotations

import shutil
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from harness.engine import EngineError
from tests.harness.engine import killed_engine
from tests.harness.engine.scenario import Scenario, operations, wait_until
from tests.harness.engine.store_plugin import serve

BEFORE = """
    group = Group("group", size=1)
    kept = Item("kept", value="1")
    Item("changed", value="1", opts=ResourceOptions(parent=group))
    swapped = Item("swapped", fixed="1")
    Item("follower", fixed=swapped.address)
    moved = Item("moved", exclusive="1")
    Item("dependant", fixed=moved.address)
    Item("dropped", value=kept.address)
    group.register_outputs({"size": 1})
"""

AFTER = """
    group = Group("group", size=2)
    kept = Item("kept", value="1")
    changed = Item("changed", value="2", opts=ResourceOptions(parent=group))
    swapped = Item("swapped", fixed="2")
    Item("follower", fixed=swapped.address)
    moved = Item("moved", exclusive="2")
    Item("dependant", fixed=moved.address)
    Item("new", value=changed.address)
    Item("slow", value="1", opts=ResourceOptions(parent=Group("second")))
    group.register_outputs({"size": 2})
"""

NAMES = ["changed", "dependant", "follower", "kept", "moved", "new", "slow", "swapped"]
MADE = ["dependant", "follower", "moved", "new", "slow", "swapped"]
MOMENTS = 56  # of an `up` from BEFORE to AFTER: two for each time that the state is written
ADOPTING = {"*": {"create": "adopt"}}

TWO = """
    web = Item("web", value="1")
    Item("page", link=web.address)
"""
MOMENTS_OF_TWO = 18  # of their `destroy`

THREE = """
    one = Item("one", value="1")
    two = Item("two", value=one.address)
    three = Item("three", value=two.address)
"""


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a scenario with the program BEFORE deployed."""
    folder = tmp_path_factory.mktemp("deployed")
    server, port = serve(folder / "store")
    Scenario(folder, port).up(BEFORE)
    server.stop(0)
    return folder


@pytest.fixture
def changing(deployed: Path, tmp_path: Path) -> Iterator[Scenario]:
    """A scenario with the program BEFORE deployed and AFTER written, whose provider adopts what it finds."""
    folder = tmp_path / "scenario"
    shutil.copytree(deployed, folder)
    server, port = serve(folder / "store")
    scenario = Scenario.existing(folder, port)
    scenario.write(AFTER)
    scenario.behave(**ADOPTING, slow={"create": "slow"})
    scenario.new_calls()
    yield scenario
    server.stop(0)


# -- killed


@pytest.mark.parametrize("moment", range(1, MOMENTS + 1))
def test_an_up_killed_at_any_moment_is_completed_by_the_next(changing: Scenario, moment: int) -> None:
    killed_engine.kill_at(changing, moment)
    wait_until(lambda: "create slow" not in changing.calls or "slow" in _named(changing))  # the provider lives on
    changing.behave(**ADOPTING)
    changing.up()
    _assert_complete(changing)


def test_an_up_has_that_many_moments(changing: Scenario) -> None:
    assert _status(changing, moment=MOMENTS + 1) == 0
    _assert_complete(changing)


def test_an_up_killed_again_and_again_gets_there(changing: Scenario) -> None:
    changing.behave(**ADOPTING)
    ends = [_status(changing, moment=13) for _ in range(12)]
    assert ends[0] == -signal.SIGKILL and ends[-1] == 0
    _assert_complete(changing)


def _named(scenario: Scenario) -> Counter[str]:
    """How many items there are of each resource's name."""
    return Counter(label.rpartition("-")[0] for label in scenario.items)


def _assert_complete(scenario: Scenario) -> None:
    """The world holds what the program declares and nothing else, each item was made once, and the state knows it."""
    assert _named(scenario) == dict.fromkeys(NAMES, 1)
    calls = Counter(scenario.new_calls())
    assert {name: calls[f"create {name}"] - calls[f"adopt {name}"] for name in MADE} == dict.fromkeys(MADE, 1)
    assert not calls["create kept"] and not calls["create changed"]
    state = scenario.checkpoint
    assert state["pending_operations"] == []
    stored = [each for each in state["resources"] if each["type"] == "store:index:Item"]
    assert {each["id"]: each["inputs"] for each in stored} == scenario.items
    assert len(stored) == len(scenario.items), "no old copy is left"


def _status(scenario: Scenario, operation: str = "up", moment: int = 0) -> int | None:
    process = killed_engine.start(scenario, operation, moment)
    process.join()
    return process.exitcode


@pytest.mark.parametrize("moment", range(1, MOMENTS_OF_TWO + 1))
def test_a_destroy_killed_at_any_moment_is_completed_by_the_next(scenario: Scenario, moment: int) -> None:
    scenario.up(TWO)
    killed_engine.kill_at(scenario, moment, "destroy")
    scenario.destroy()
    assert scenario.items == {}
    assert scenario.checkpoint["resources"] == scenario.checkpoint["pending_operations"] == []


def test_a_destroy_has_that_many_moments(scenario: Scenario) -> None:
    scenario.up(TWO)
    assert _status(scenario, "destroy", MOMENTS_OF_TWO + 1) == 0


def test_a_creation_that_was_cut_short_is_repeated_under_the_name_generated_then(separate: Scenario) -> None:
    separate.write(THREE)
    separate.behave(three={"create": "slow"})
    run = killed_engine.start(separate)
    wait_until(lambda: "create three" in separate.calls)
    run.kill()
    run.join()
    (pending,) = separate.checkpoint["pending_operations"]
    assert pending["type"] == "creating" and pending["resource"]["urn"].endswith("::three")
    separate.new_calls()
    separate.behave(three={"create": "adopt"})
    result = separate.up()
    assert operations(result) == {"one": "same", "two": "same", "three": "create"}
    assert set(separate.new_calls()) <= {"create three", "adopt three"}
    assert "three: an earlier run was interrupted while creating it" in result.messages[0].text
    assert pending["resource"]["inputs"]["label"] in separate.items and len(separate.items) == 3
    assert separate.checkpoint["pending_operations"] == []


@pytest.fixture
def cut_short(scenario: Scenario) -> str:
    """The label of an item that was created by an engine which was killed before it could record that."""
    scenario.write('Item("web", value="1")')
    killed_engine.kill_at(scenario, 7)  # writes: the stack, the provider, the creation as pending, the item
    (label,) = scenario.items
    return label


def test_where_a_provider_does_not_adopt_a_creation_cut_short_is_not_doubled_and_can_be_imported(
    scenario: Scenario, cut_short: str
) -> None:
    result = scenario.up(ok=False)
    assert f"there is an item {cut_short} already" in result.errors[0]
    assert "it may exist already" in result.messages[0].text
    assert list(scenario.items) == [cut_short]
    imported = f'Item("web", label="{cut_short}", value="1", opts=ResourceOptions(import_="{cut_short}"))'
    assert operations(scenario.up(imported)) == {"web": "import"}
    assert scenario.checkpoint["pending_operations"] == []


def test_a_creation_cut_short_that_nothing_declares_any_more_is_warned_of_until_a_refresh(
    scenario: Scenario, cut_short: str
) -> None:
    for _ in range(2):
        (warning,) = scenario.up("").messages
        assert "look for it, delete it, and run `refresh`" in warning.text
    scenario.refresh()
    assert scenario.up().messages == []


def test_a_replacement_cut_short_that_is_no_longer_wanted_is_warned_of(scenario: Scenario) -> None:
    scenario.up('Item("web", fixed="1")')
    scenario.write('Item("web", fixed="2")')
    killed_engine.kill_at(scenario, 3)  # writes: the creation as pending, the replacement
    assert len(scenario.items) == 2
    for _ in range(2):
        assert "it may exist already" in scenario.up('Item("web", fixed="1")').messages[0].text


def test_an_interrupted_update_is_repeated(separate: Scenario) -> None:
    separate.up('Item("web", value="1")')
    separate.behave(web={"update": "crash"})
    separate.up('Item("web", value="2")', ok=False)
    separate.behave()
    result = separate.up()
    assert operations(result) == {"web": "update"}
    assert "interrupted while updating it" in result.messages[0].text


def test_an_interrupted_update_that_came_through_is_not_repeated(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1")')
    scenario.write('Item("web", value="2")')
    killed_engine.kill_at(scenario, 3)  # writes: the update as pending, its outcome
    scenario.new_calls()
    assert operations(scenario.up()) == {"web": "same"}
    assert scenario.new_calls() == ["read web"] and scenario.checkpoint["pending_operations"] == []


def test_what_an_interrupted_destroy_has_deleted_is_created_again_by_an_up(scenario: Scenario) -> None:
    scenario.up(TWO)
    killed_engine.kill_at(scenario, 3, "destroy")  # writes: the deletion of the page as pending, its outcome
    assert len(scenario.items) == 1 and "::page" in scenario.checkpoint_text
    assert operations(scenario.up()) == {"web": "same", "page": "create"}
    assert len(scenario.items) == 2 and scenario.checkpoint["pending_operations"] == []


def test_a_plugin_that_dies_fails_the_resource_and_leaves_its_operation_pending(separate: Scenario) -> None:
    separate.behave(web={"create": "crash"})
    result = separate.up('Item("web", value="1")', ok=False)
    assert result.errors == ["store:index:Item web: the provider plugin ended during the call"]
    assert [each["type"] for each in separate.checkpoint["pending_operations"]] == ["creating"]


def test_plugins_and_program_end_with_a_killed_engine_and_so_does_its_lock(separate: Scenario) -> None:
    separate.write(THREE)
    separate.behave(one={"create": "slow"})
    run = killed_engine.start(separate)
    wait_until(lambda: "create one" in separate.calls)
    assert run.pid
    children = psutil.Process(run.pid).children(recursive=True)
    assert len(children) >= 2
    run.kill()
    run.join()
    wait_until(lambda: not any(map(_alive, children)))
    separate.behave(one={"create": "adopt"})
    separate.up()


def _alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


# -- stopped, and kept out


def test_sigterm_finishes_the_step_under_way_and_begins_no_other(separate: Scenario) -> None:
    separate.write(THREE)
    separate.behave(two={"create": "slow"})
    run = killed_engine.start(separate)
    wait_until(lambda: "create two" in separate.calls)
    run.terminate()
    run.join()
    assert killed_engine.errors_of(separate) == [
        "cancelled: the steps under way are finished and stored, no new ones are begun"
    ]
    assert separate.calls == ["create one", "create two"]
    assert len(separate.items) == 2 and separate.entry("two")["id"] in separate.items
    assert separate.checkpoint["pending_operations"] == []


def test_a_second_up_at_once_fails_and_names_the_first_ones_process(separate: Scenario) -> None:
    separate.write(THREE)
    separate.behave(one={"create": "slow"})
    run = killed_engine.start(separate)
    wait_until(lambda: "create one" in separate.calls)
    with pytest.raises(EngineError, match=f"the stack dev is locked: process {run.pid} has been running 'up'"):
        separate.engine().up()
    run.join()
    assert run.exitcode == 0
    assert separate.up().summary == {"same": 4}
