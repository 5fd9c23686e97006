"""Where states are kept, and references from one stack to another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from harness.engine import EngineError
from harness.engine.passphrase import Sealer
from harness.engine.state_folder import StackName, StateFolder
from tests.harness.engine.scenario import PASSPHRASE, Scenario

EXPORTING = 'pulumi.export("address", "here"); pulumi.export("key", Output.secret("hunter2!"))'
REFERRING = """
    other = pulumi.StackReference("%s")
    pulumi.export("address", other.require_output("address"))
    pulumi.export("key", other.get_output("key"))
"""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dev", ("shop", "dev")),
        ("store/dev", ("store", "dev")),
        ("organization/dev", ("shop", "dev")),
        ("organization/store/dev", ("store", "dev")),
    ],
)
def test_a_name_may_leave_out_the_project_and_the_organization(text: str, name: tuple[str, str]) -> None:
    assert StackName.parse(text, "shop") == StackName(*name)


@pytest.mark.parametrize("text", ["", "a/b/c", "organization/a/b/c", "../dev", "store/..", "store/a b"])
def test_what_names_no_stack_is_refused(text: str) -> None:
    with pytest.raises(EngineError, match="names no stack|is no name of a project or a stack"):
        StackName.parse(text, "shop")


def test_the_folder_is_one_that_the_pulumi_cli_can_log_in_to(scenario: Scenario) -> None:
    scenario.up("")
    files = {str(path.relative_to(scenario.state)) for path in scenario.state.rglob("*") if path.is_file()}
    assert files == {
        ".pulumi/meta.yaml",
        ".pulumi/stacks/shop/dev.json",
        ".pulumi/locks/organization/shop/dev.lock",
    }
    assert (scenario.state / ".pulumi" / "meta.yaml").read_text() == "version: 1\n"


def test_a_stack_that_the_pulumi_cli_has_locked_is_left_alone(scenario: Scenario) -> None:
    lock = scenario.state / ".pulumi" / "locks" / "organization" / "shop" / "dev" / "1f0c.json"
    lock.parent.mkdir(parents=True)
    lock.write_text("{}")
    with pytest.raises(EngineError, match=r"locked by the Pulumi CLI .*1f0c\.json.*`pulumi cancel`"):
        scenario.engine().up()


def test_a_checkpoint_of_the_former_layout_is_moved_to_its_place(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1")')
    former = scenario.state / "dev.json"
    scenario.checkpoint_file().rename(former)
    assert scenario.up().summary == {"same": 2}
    assert scenario.checkpoint_file().exists() and not former.exists()
    assert StateFolder(scenario.state).names() == [StackName("shop", "dev")]


@pytest.mark.parametrize("name", ["dev", "shop/dev", "organization/shop/dev"])
def test_a_stack_reference_reads_the_outputs_of_a_stack_of_the_project(scenario: Scenario, name: str) -> None:
    scenario.up(EXPORTING)
    _refer(scenario, name)


def test_a_stack_reference_reads_the_outputs_of_a_stack_of_another_project(scenario: Scenario) -> None:
    scenario.project("store")
    scenario.up(EXPORTING)
    scenario.project("shop")
    _refer(scenario, "store/dev")
    assert scenario.checkpoint_file().exists() is False


def _refer(scenario: Scenario, name: str) -> None:
    """A stack refers to another and exports what it finds there, secrets as secrets."""
    scenario.configure("prod")
    scenario.write(REFERRING % name)
    result = scenario.engine("prod").up()
    assert result.outputs == {"address": "here", "key": "[secret]"}, result.errors
    assert scenario.engine("prod").outputs(show_secrets=True)["key"] == "hunter2!"
    assert "hunter2!" not in scenario.checkpoint_file("prod").read_text() + json.dumps(result.to_dict())
    assert scenario.engine("prod").destroy().ok


def test_the_secrets_of_another_stack_open_with_that_stacks_own_salt(scenario: Scenario) -> None:
    scenario.up(EXPORTING)
    _configure_with_salt(scenario, "prod", Sealer(PASSPHRASE).salt)
    scenario.write(REFERRING % "dev")
    assert scenario.engine("prod").up().ok
    salts = [
        json.loads(scenario.checkpoint_file(stack).read_text())["checkpoint"]["latest"]["secrets_providers"]["state"]
        for stack in ("dev", "prod")
    ]
    assert salts[0] != salts[1]


def _configure_with_salt(scenario: Scenario, stack: str, salt: str) -> None:
    (scenario.program / f"Pulumi.{stack}.yaml").write_text(json.dumps({"encryptionsalt": salt}))


def test_a_stack_whose_secrets_have_another_passphrase_is_named(scenario: Scenario) -> None:
    scenario.up(EXPORTING)
    _configure_with_salt(scenario, "prod", Sealer("another").salt)
    scenario.write(REFERRING % "dev")
    result = scenario.engine("prod", passphrase="another").up()
    assert "the stack organization/shop/dev: incorrect passphrase" in result.errors[0]


def test_a_stack_reference_to_no_stack_names_those_that_exist(scenario: Scenario) -> None:
    scenario.up("")
    scenario.configure("prod")
    scenario.write(REFERRING % "store/test")
    result = scenario.engine("prod").up()
    assert "there is no stack 'store/test'; the stacks in this state: organization/shop/dev" in result.errors[0]


def test_a_folder_that_does_not_exist_holds_no_stacks(tmp_path: Path) -> None:
    assert StateFolder(tmp_path / "none").names() == []
