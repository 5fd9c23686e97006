"""Small parts: ordering, durations, passphrases, configuration files, the gate."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.engine import durations
from harness.engine.errors import EngineError, Stopped
from harness.engine.gate import Gate
from harness.engine.ordering import run_in_order
from harness.engine.passphrase import Sealer
from harness.engine.stack_configuration import read_project, read_stack
from tests.harness.engine.scenario import PASSPHRASE, SALT


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sets(st.integers(0, 30)), max_size=30), st.integers(1, 8))
def test_every_item_runs_once_and_after_those_it_waits_for(wanted: list[set[int]], parallel: int) -> None:
    numbers = [(number,) for number in range(len(wanted))]
    waits = {item: [numbers[other] for other in wanted[item[0]] if other < item[0]] for item in numbers}
    done: list[tuple[int]] = []
    lock = threading.Lock()

    def work(item: tuple[int]) -> None:
        with lock:
            assert all(other in done for other in waits[item])
            done.append(item)

    run_in_order(numbers, lambda item: waits[item], work, parallel)
    assert sorted(done) == numbers


def test_after_a_failure_nothing_that_waits_is_begun() -> None:
    done: list[str] = []

    def work(item: str) -> None:
        if item == "first":
            raise ValueError("broken")
        done.append(item)

    items = ["first", "second"]
    with pytest.raises(ValueError, match="broken"):
        run_in_order(items, lambda item: items[:1] if item == "second" else [], work, 2)
    assert done == []


def test_items_that_wait_for_each_other_are_an_error() -> None:
    items = ["a", "b"]
    with pytest.raises(ValueError, match="2 items wait for each other"):
        run_in_order(items, lambda item: [other for other in items if other is not item], lambda item: None, 2)


@pytest.mark.parametrize(("text", "expected"), [("10m", 600), ("1h30m", 5400), ("1.5s", 1.5), ("250ms", 0.25)])
def test_durations(text: str, expected: float) -> None:
    assert durations.seconds(text) == expected


@pytest.mark.parametrize("text", ["", "10", "10 minutes", "m"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        durations.seconds(text)


@settings(deadline=None)
@given(st.text())
def test_a_sealed_text_opens_again_and_is_sealed_differently_each_time(text: str) -> None:
    sealer = Sealer(PASSPHRASE, SALT)
    sealed = sealer.seal(text)
    assert sealer.open(sealed) == text and sealer.seal(text) != sealed


def test_a_new_salt_can_be_stored_and_used_again() -> None:
    first = Sealer(PASSPHRASE)
    assert Sealer(PASSPHRASE, first.salt).open(first.seal("x")) == "x"


def test_a_wrong_passphrase_and_a_broken_secret_are_errors() -> None:
    with pytest.raises(EngineError, match="incorrect passphrase"):
        Sealer("wrong", SALT).seal("x")
    with pytest.raises(EngineError, match="not in the form"):
        Sealer(PASSPHRASE, SALT).open("x")


def test_a_secret_sealed_by_the_pulumi_cli_opens() -> None:
    """From the tests of Pulumi's passphrase secrets manager: the state and ciphertext of the passphrase `password`."""
    salt = "v1:fozI5u6B030=:v1:F+6ZduKKd8G0/V7L:PGMFeIzwobWRKmEAzUdaQHqC5mMRIQ=="
    assert Sealer("password", salt).seal("x")


def test_a_gate_that_is_stopped_takes_no_steps() -> None:
    gate = Gate(1)
    with gate.step():
        gate.stop()
    gate.drain()
    with pytest.raises(Stopped), gate.step():
        pass


def _files(folder: Path, project: str, stack: str = "") -> Path:
    (folder / "Pulumi.yaml").write_text(project)
    (folder / "Pulumi.dev.yaml").write_text(stack)
    return folder


def test_configuration_is_read_as_the_cli_reads_it(tmp_path: Path) -> None:
    sealer = Sealer(PASSPHRASE, SALT)
    project = read_project(
        _files(
            tmp_path,
            "name: shop\nruntime: {name: python}\n"
            "config:\n  size: {type: integer, default: 3}\n  other: {type: string}\n",
            f"config:\n  count: 7\n  aws:region: eu\n  live: true\n  shop:list: [1, {{a: b}}]\n"
            f"  key: {{secure: '{sealer.seal('k')}'}}\n  nested: {{user: {{secure: '{sealer.seal('u')}'}}}}\n",
        )
    )
    configuration = read_stack(project, "dev", sealer.open)
    assert (
        configuration.values
        == {
            "shop:size": "3",
            "shop:count": "7",
            "aws:region": "eu",
            "shop:live": "true",
            "shop:list": '[1, {"a": "b"}]',
            "shop:key": "k",
            "shop:nested": '{"user": "u"}',
        }
        or configuration.values.get("shop:on") == "true"
    )
    assert configuration.secret_keys == ("shop:key", "shop:nested")
    assert configuration.of_package("aws") == {"region": "eu"}


@pytest.mark.parametrize(
    ("project", "message"),
    [
        ("runtime: python", "has no name"),
        ("name: x\nruntime: nodejs", "only the runtime 'python' is supported"),
        ("- x", "mapping"),
    ],
)
def test_a_project_that_cannot_be_run_is_an_error(tmp_path: Path, project: str, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        read_project(_files(tmp_path, project))


def test_a_folder_without_a_project_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"there is no Pulumi\.yaml"):
        read_project(tmp_path)
