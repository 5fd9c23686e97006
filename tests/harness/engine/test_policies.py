"""Policy packs judge what the program declares."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from harness.engine import DeploymentResult, Options
from tests.harness.engine.scenario import Scenario, checked, operations


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    (folder / "PulumiPolicy.yaml").write_text("runtime: python\n")
    shutil.copyfile(Path(__file__).with_name("policy_pack.py"), folder / "__main__.py")
    return folder


def _preview(scenario: Scenario, pack: Path, code: str, *, ok: bool) -> DeploymentResult:
    scenario.write(code)
    return checked(scenario.engine().preview(Options(policy_packs=(pack,))), ok)


def test_a_preview_shows_every_mandatory_violation_and_the_whole_plan(scenario: Scenario, pack: Path) -> None:
    program = """
        Item("gold", value="costly")
        Item("silver", value="costly")
        Item("tin", value="1")
    """
    result = _preview(scenario, pack, program, ok=False)
    assert sorted(result.errors) == [
        "[mandatory] prices thrift: gold is costly",
        "[mandatory] prices thrift: silver is costly",
    ]
    assert operations(result) == dict.fromkeys(("gold", "silver", "tin"), "create")


def test_advice_is_a_warning(scenario: Scenario, pack: Path) -> None:
    result = _preview(scenario, pack, 'Item("web", value="odd")', ok=True)
    (message,) = result.messages
    assert (message.severity, message.text) == ("warning", "[advisory] prices thrift: web is odd")
    assert message.urn.endswith("::web")


def test_a_policy_can_judge_the_stack_as_a_whole(scenario: Scenario, pack: Path) -> None:
    program = 'for number in range({}): Item(f"item{{number}}", value="1")'
    assert _preview(scenario, pack, program.format(3), ok=True)
    assert _preview(scenario, pack, program.format(4), ok=False).errors == [
        "[mandatory] prices thrift: 4 items are too many"
    ]


def test_an_update_does_not_create_what_violates_a_mandatory_policy(scenario: Scenario, pack: Path) -> None:
    scenario.write('Item("gold", value="costly")')
    result = checked(scenario.engine().up(Options(policy_packs=(pack,))), ok=False)
    assert result.errors == ["store:index:Item gold: [mandatory] prices thrift: gold is costly"]
    assert scenario.calls == []


def test_a_policy_may_put_a_resource_right(scenario: Scenario, pack: Path) -> None:
    scenario.write('Item("web", value="cheap?", fixed="1"); Group("group", value="cheap?")')
    result = checked(scenario.engine().up(Options(policy_packs=(pack,))), ok=True)
    assert {message.text for message in result.messages} == {"[remediated] prices thrift"}
    assert [item["value"] for item in scenario.items.values()] == ["cheap"]
    assert scenario.entry("group")["inputs"]["value"] == "cheap"
    scenario.write('Item("web", value="cheap?", fixed="2"); Group("group", value="cheap?")')
    result = checked(scenario.engine().up(Options(policy_packs=(pack,))), ok=True)
    assert operations(result) == {"web": "replace", "group": "same"}
    assert [item["value"] for item in scenario.items.values()] == ["cheap"]


def test_a_policy_that_cannot_put_a_resource_right_says_so(scenario: Scenario, pack: Path) -> None:
    result = _preview(scenario, pack, 'Item("web", value="hopeless")', ok=True)
    assert [message.text for message in result.messages] == ["[remediation failed] prices thrift: no idea"]


def test_a_folder_without_a_policy_pack_is_an_error(scenario: Scenario, tmp_path: Path) -> None:
    result = _preview(scenario, tmp_path, "", ok=False)
    assert "is no policy pack: it has no PulumiPolicy.yaml" in result.errors[0]


def test_a_policy_pack_in_another_language_is_an_error(scenario: Scenario, pack: Path) -> None:
    (pack / "PulumiPolicy.yaml").write_text("runtime: nodejs\n")
    result = _preview(scenario, pack, "", ok=False)
    assert "only the runtime 'python' is supported, not 'nodejs'" in result.errors[0]


def test_a_policy_pack_that_does_not_start_is_an_error_that_says_why(scenario: Scenario, pack: Path) -> None:
    (pack / "__main__.py").write_text("raise SystemExit('no prices today')")
    result = _preview(scenario, pack, "", ok=False)
    assert "did not start: no prices today" in result.errors[0]
