"""Deployments exported from a stack and imported into it."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from harness.engine import EngineError
from tests.harness.engine.scenario import Scenario, operations

PROGRAM = """
    web = Item("web", value=Output.secret("hunter2!"))
    Item("page", link=web.address)
"""


def test_an_exported_deployment_can_be_imported_and_is_the_state_again(scenario: Scenario) -> None:
    scenario.up(PROGRAM)
    exported = scenario.engine().export_deployment()
    assert exported["version"] == 3 and "hunter2!" not in str(exported)
    scenario.checkpoint_file().unlink()
    scenario.engine().import_deployment(exported)
    assert operations(scenario.up()) == {"web": "same", "page": "same"}
    assert scenario.engine().export_deployment()["deployment"]["resources"] == exported["deployment"]["resources"]


def test_secrets_can_be_exported_in_the_clear_and_are_sealed_again_on_import(scenario: Scenario) -> None:
    scenario.up(PROGRAM)
    shown = scenario.engine().export_deployment(show_secrets=True)
    (web,) = [each for each in shown["deployment"]["resources"] if each["urn"].endswith("::web")]
    assert web["inputs"]["value"]["plaintext"] == '"hunter2!"'
    scenario.checkpoint_file().unlink()
    scenario.engine().import_deployment(shown)
    assert "hunter2!" not in scenario.checkpoint_text
    assert operations(scenario.up()) == {"web": "same", "page": "same"}


def test_a_stack_that_was_never_deployed_exports_an_empty_deployment(scenario: Scenario) -> None:
    assert scenario.engine().export_deployment() == {"version": 3, "deployment": {}}


def test_a_deployment_sealed_with_another_passphrase_is_refused_and_the_state_stays(scenario: Scenario) -> None:
    scenario.up(PROGRAM)
    before = scenario.checkpoint_text
    exported = scenario.engine().export_deployment()
    with pytest.raises(EngineError, match="passphrase"):
        scenario.engine(passphrase="another").import_deployment(exported)
    assert scenario.checkpoint_text == before


def _without_stack(resources: list[Any]) -> None:
    del resources[0]


def _of_another_stack(resources: list[Any]) -> None:
    resources[0]["urn"] = resources[0]["urn"].replace("dev", "prod")


def _twice(resources: list[Any]) -> None:
    resources.append(resources[-1])


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (_without_stack, "which does not come before it"),
        (_of_another_stack, "is not of the stack dev of the project shop"),
        (_twice, "stands in the deployment twice"),
    ],
)
def test_a_deployment_that_cannot_be_the_stacks_is_refused(scenario: Scenario, damage: Any, message: str) -> None:
    scenario.up(PROGRAM)
    exported = copy.deepcopy(scenario.engine().export_deployment())
    damage(exported["deployment"]["resources"])
    with pytest.raises(EngineError, match=message):
        scenario.engine().import_deployment(exported)


@pytest.mark.parametrize("document", [[], {"version": 3}, {"version": 2, "deployment": {}}])
def test_what_is_no_deployment_of_version_3_is_refused(scenario: Scenario, document: Any) -> None:
    with pytest.raises(EngineError, match="no exported deployment|only 3 is supported"):
        scenario.engine().import_deployment(document)
