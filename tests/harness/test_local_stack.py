from pathlib import Path

import pytest

from harness.backends import Capability
from harness.engine.state_folder import StackName, StateFolder
from harness.errors import HarnessError, NotRunning
from harness.local_stack import LocalStack
from harness.settings import Settings


class FakeBackend:
    """A backend that starts at once; its probe answers as told."""

    name = "host"

    def __init__(self, *capabilities: Capability) -> None:
        self._capabilities = capabilities
        self._runs = 0
        self.probed = 0

    def start(self, report) -> None:
        self._runs = self._runs or 1

    def state_id(self) -> str | None:
        return str(self._runs) if self._runs else None

    def probe(self):
        self.probed += 1
        return list(self._capabilities)

    def status(self):
        return []


@pytest.fixture
def local(tmp_path: Path) -> LocalStack:
    return LocalStack(Settings(home=tmp_path))


def test_a_started_emulator_is_tried_once_and_a_running_one_is_not(local):
    local.backend = backend = FakeBackend(Capability("lambda", True, "answered"))
    local.start(print)
    local.start(print)
    assert backend.probed == 1


def test_an_emulator_that_cannot_run_functions_is_told_with_the_cure(local):
    local.backend = FakeBackend(
        Capability("s3", True, "stored"), Capability("lambda", False, "no executor", "See the log")
    )
    with pytest.raises(HarnessError, match=r"^lambda: no executor\. See the log$"):
        local.start(print)


def test_the_deployment_is_forgotten_when_the_emulator_lost_it_and_only_then(local):
    local.backend = FakeBackend()
    local.start(print)
    checkpoint = StateFolder(local.settings.state).checkpoint(StackName("ai-pipeline", "dev"))
    assert local.discard_lost_state() is False
    checkpoint.parent.mkdir(parents=True)
    checkpoint.write_text("{}")
    assert local.discard_lost_state() is False
    assert checkpoint.exists()
    local.backend._runs = 2
    assert local.discard_lost_state() is True
    assert not checkpoint.exists()


def test_outputs_of_a_stack_that_is_not_up_say_how_to_start_it(local):
    local.backend = FakeBackend()
    with pytest.raises(NotRunning, match="make up"):
        local.outputs()


def test_an_unknown_stack_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(HarnessError, match=r"no stack 'test'; choose one of dev, prod"):
        LocalStack(Settings(home=tmp_path), "test")


def test_the_passphrase_is_made_once_and_is_for_its_owner_alone(local, monkeypatch):
    monkeypatch.delenv("PULUMI_CONFIG_PASSPHRASE", raising=False)
    first = local._passphrase()
    assert local._passphrase() == first
    assert (local.settings.home / "passphrase").stat().st_mode & 0o777 == 0o600
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "given")
    assert local._passphrase() == "given"
