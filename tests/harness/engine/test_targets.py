"""Deployments that touch only some of the resources: `--target` and `--refresh`."""

from __future__ import annotations

import pytest

from harness.engine import DeploymentResult, EngineError, Options
from harness.engine.resource import Resource
from harness.engine.targets import Targets
from tests.harness.engine.scenario import Scenario, checked, operations

PROGRAM = """
    web = Item("web", value="{value}")
    page = Item("page", value="{value}", link=web.address)
    other = Item("other", value="{value}")
    pulumi.export("address", page.address)
"""


def _urn(name: str) -> str:
    return f"urn:pulumi:dev::shop::store:index:Item::{name}"


def _up(scenario: Scenario, program: str, *targets: str, dependents: bool = False, ok: bool = True) -> DeploymentResult:
    scenario.write(program)
    return checked(scenario.engine().up(Options(targets=targets, target_dependents=dependents)), ok)


def test_only_targets_are_changed(scenario: Scenario) -> None:
    scenario.up(PROGRAM.format(value=1))
    result = _up(scenario, PROGRAM.format(value=2), _urn("web"))
    assert operations(result) == {"web": "update", "page": "same", "other": "same"}
    assert scenario.entry("page")["inputs"]["value"] == "1"
    assert operations(scenario.up()) == {"web": "same", "page": "update", "other": "update"}


def test_target_dependents_are_changed_with_their_target(scenario: Scenario) -> None:
    scenario.up(PROGRAM.format(value=1))
    result = _up(scenario, PROGRAM.format(value=2), "**::web", dependents=True)
    assert operations(result) == {"web": "update", "page": "update", "other": "same"}


def test_what_is_no_target_is_not_created(scenario: Scenario) -> None:
    result = _up(scenario, PROGRAM.format(value=1), _urn("web"))
    assert operations(result) == {"web": "create"}
    assert len(scenario.items) == 1 and scenario.engine().outputs() == {}
    assert operations(scenario.up()) == {"web": "same", "page": "create", "other": "create"}


def test_a_target_cannot_be_created_before_what_it_depends_on(scenario: Scenario) -> None:
    result = _up(scenario, PROGRAM.format(value=1), _urn("page"), ok=False)
    assert f"it depends on {_urn('web')!r}, which does not exist yet and is no target" in result.errors[0]
    assert scenario.calls == []


def test_only_targets_are_deleted(scenario: Scenario) -> None:
    scenario.up(PROGRAM.format(value=1))
    assert operations(_up(scenario, "", _urn("other"))) == {"other": "delete"}
    assert len(scenario.items) == 2


def test_a_target_is_not_deleted_before_what_depends_on_it(scenario: Scenario) -> None:
    scenario.up(PROGRAM.format(value=1))
    options = Options(targets=(_urn("web"),))
    result = checked(scenario.engine().destroy(options), ok=False)
    assert f"{_urn('page')!r} depends on it and is no target" in result.errors[0] and len(scenario.items) == 3
    result = scenario.engine().destroy(Options(targets=(_urn("web"),), target_dependents=True))
    assert operations(result) == {"web": "delete", "page": "delete"}
    assert operations(scenario.up()) == {"web": "create", "page": "create", "other": "same"}


def test_the_state_keeps_what_a_resource_needs_before_it(scenario: Scenario) -> None:
    scenario.up(PROGRAM.format(value=1))
    result = _up(scenario, 'Item("page", value="2")', "**::other")
    assert operations(result) == {"page": "same", "other": "delete"}
    names = [each["urn"].rpartition("::")[2] for each in scenario.checkpoint["resources"]]
    assert names.index("web") < names.index("page")
    scenario.engine().import_deployment(scenario.engine().export_deployment())


def test_a_target_that_matches_nothing_is_an_error(scenario: Scenario) -> None:
    result = _up(scenario, PROGRAM.format(value=1), "**::webb", ok=False)
    assert result.errors == ["no resource of the stack or the program has the URN **::webb"]


def test_refresh_reads_only_targets(scenario: Scenario) -> None:
    scenario.up(PROGRAM.format(value=1))
    scenario.set_items({key: {**item, "value": "drifted"} for key, item in scenario.items.items()})
    result = scenario.engine().refresh(Options(targets=(_urn("other"),)))
    assert operations(result) == {"other": "update"}


def test_up_with_refresh_puts_drift_right_that_up_alone_does_not_see(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1")')
    scenario.set_items({key: {**item, "value": "drifted"} for key, item in scenario.items.items()})
    assert operations(scenario.up()) == {"web": "same"}
    preview = scenario.engine().preview(Options(refresh=True))
    assert preview.summary == {"refresh": 1, "same": 1, "update": 1}
    assert scenario.entry("web")["outputs"]["value"] == "1"
    checked(scenario.engine().up(Options(refresh=True)), ok=True)
    assert [item["value"] for item in scenario.items.values()] == ["1"]


@pytest.mark.parametrize(
    ("pattern", "covered"),
    [
        ("urn:pulumi:dev::shop::a:b:C::web", True),
        ("urn:pulumi:dev::shop::a:b:C::w*", True),
        ("**web", True),
        ("urn:*", False),
        ("**we", False),
    ],
)
def test_a_star_ends_at_a_colon_and_two_do_not(pattern: str, covered: bool) -> None:
    resource = Resource(urn="urn:pulumi:dev::shop::a:b:C::web", custom=True, type="a:b:C")
    assert Targets((pattern,)).cover(resource) is covered


def test_what_is_excluded_is_left_as_it_is(scenario: Scenario) -> None:
    scenario.up(PROGRAM.format(value=1))
    scenario.write(PROGRAM.format(value=2))
    result = checked(scenario.engine().up(Options(excludes=(_urn("web"),))), ok=True)
    assert operations(result) == {"web": "same", "page": "update", "other": "update"}
    scenario.write(PROGRAM.format(value=3))
    result = scenario.engine().up(Options(excludes=("**::web",), exclude_dependents=True))
    assert operations(result) == {"web": "same", "page": "same", "other": "update"}


def test_what_needs_an_excluded_resource_that_does_not_exist_is_not_created(scenario: Scenario) -> None:
    scenario.write(PROGRAM.format(value=1))
    result = checked(scenario.engine().up(Options(excludes=(_urn("web"),))), ok=False)
    assert f"it depends on {_urn('web')!r}, which does not exist yet and is excluded" in result.errors[0]


def test_a_destroy_keeps_what_is_excluded_and_all_that_it_needs(scenario: Scenario) -> None:
    scenario.up(PROGRAM.format(value=1))
    result = checked(scenario.engine().destroy(Options(excludes=(_urn("page"),))), ok=True)
    assert operations(result) == {"other": "delete"}
    assert len(scenario.items) == 2 and len(scenario.checkpoint["resources"]) == 4
    assert operations(scenario.up()) == {"web": "same", "page": "same", "other": "create"}


def test_targets_and_excludes_cannot_be_given_together() -> None:
    with pytest.raises(EngineError, match="targets and excludes cannot be given together"):
        Options(targets=("a",), excludes=("b",))


def test_a_resource_is_replaced_on_request(scenario: Scenario) -> None:
    scenario.up(PROGRAM.format(value=1))
    result = checked(scenario.engine().up(Options(replaces=(_urn("web"),))), ok=True)
    assert operations(result) == {"web": "replace", "page": "update", "other": "same"}
    (step,) = [step for step in result.steps if step.op == "replace"]
    assert step.replace_reasons == ("--replace",) and len(scenario.items) == 3


def test_a_protected_resource_is_not_replaced_on_request(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1", opts=ResourceOptions(protect=True))')
    result = checked(scenario.engine().up(Options(replaces=("**::web",))), ok=False)
    assert "(because of --replace): it is protected" in result.errors[0]
