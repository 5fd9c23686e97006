"""What happens to resources from their creation to their end."""

from __future__ import annotations

from tests.harness.engine.scenario import Scenario, operations

TWO = """
    web = Item("web", value="1")
    page = Item("page", link=web.address)
    pulumi.export("address", page.address)
"""


def test_preview_shows_what_up_would_create_and_changes_nothing(scenario: Scenario) -> None:
    result = scenario.preview(TWO)
    assert operations(result) == {"web": "create", "page": "create"}
    assert result.outputs == {"address": "[unknown]"}
    assert not scenario.items and not scenario.state.exists()


def test_up_creates_then_leaves_alone_then_updates_in_place_then_destroy_deletes_dependants_first(
    scenario: Scenario,
) -> None:
    first = scenario.up(TWO)
    assert first.summary == {"create": 3}
    assert scenario.items.keys() == {step.id for step in first.steps if step.id}
    assert scenario.new_calls() == ["create web", "create page"]

    assert scenario.up().summary == {"same": 3}
    assert scenario.new_calls() == []

    changed = scenario.up(TWO.replace('value="1"', 'value="2"'))
    assert operations(changed) == {"web": "update", "page": "same"}
    (step,) = [step for step in changed.steps if step.op == "update"]
    assert [change.to_dict() for change in step.changes] == [
        {"path": "value", "kind": "update", "old": "1", "new": "2"}
    ]
    assert scenario.new_calls() == ["update web"]

    assert scenario.destroy().summary == {"delete": 3}
    assert scenario.new_calls() == ["delete page", "delete web"]
    assert scenario.items == {} and scenario.checkpoint["resources"] == []
