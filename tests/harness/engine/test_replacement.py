"""Replacement: create before delete, delete before replace, and what happens to dependants."""

from __future__ import annotations

from tests.harness.engine.scenario import Scenario, operations

LINKED = """
    web = Item("web", %s)
    page = Item("page", fixed=web.address)
    note = Item("note", value=web.address)
"""


def test_a_replacement_is_created_before_the_old_resource_is_deleted(scenario: Scenario) -> None:
    scenario.up('Item("web", fixed="1")')
    before = set(scenario.items)
    scenario.new_calls()
    result = scenario.up('Item("web", fixed="2")')
    assert operations(result) == {"web": "replace"}
    assert [str(step.op) for step in result.steps if step.name == "web"] == ["replace", "delete-replaced"]
    assert result.summary == {"replace": 1, "same": 1}
    assert scenario.new_calls() == ["create web", "delete web"]
    assert not before & set(scenario.items), "the replacement has a generated name of its own"


def test_dependants_follow_a_replacement_before_the_old_resource_is_deleted(scenario: Scenario) -> None:
    scenario.up(LINKED % 'fixed="1"')
    scenario.new_calls()
    result = scenario.up(LINKED % 'fixed="2"')
    assert operations(result) == {"web": "replace", "page": "replace", "note": "update"}
    calls = scenario.new_calls()
    assert calls[0] == "create web" and set(calls[1:3]) == {"create page", "update note"}
    assert calls[3:] == ["delete page", "delete web"]


def test_delete_before_replace_deletes_first_with_the_dependants_that_must_be_replaced(scenario: Scenario) -> None:
    scenario.up(LINKED % 'exclusive="1"')
    scenario.new_calls()
    preview = scenario.preview(LINKED % 'exclusive="2"')
    result = scenario.up()
    assert operations(preview) == operations(result) == {"web": "replace", "page": "replace", "note": "update"}
    calls = scenario.new_calls()
    assert calls[:3] == ["delete page", "delete web", "create web"]
    assert set(calls[3:]) == {"create page", "update note"}
    assert len(scenario.items) == 3 and len(scenario.checkpoint["resources"]) == 5


def test_the_option_delete_before_replace_overrides_the_provider(scenario: Scenario) -> None:
    program = 'Item("web", fixed="%s", opts=ResourceOptions(delete_before_replace=True))'
    scenario.up(program % 1)
    scenario.up(program % 2)
    assert scenario.calls == ["create web", "delete web", "create web"]
    scenario.new_calls()
    program = 'Item("web", exclusive="%s", opts=ResourceOptions(delete_before_replace=False))'
    scenario.up(program % 3)
    assert scenario.new_calls() == ["create web", "delete web"]


def test_delete_before_replace_refuses_where_a_dependant_is_protected(scenario: Scenario) -> None:
    program = """
        web = Item("web", exclusive="%s")
        Item("page", fixed=web.address, opts=ResourceOptions(protect=True))
    """
    scenario.up(program % 1)
    scenario.new_calls()
    assert "which is protected" in scenario.up(program % 2, ok=False).errors[0]
    assert scenario.new_calls() == []


def test_an_old_copy_whose_delete_failed_is_deleted_by_the_next_up(scenario: Scenario) -> None:
    scenario.up('Item("web", fixed="1")')
    scenario.behave(web={"delete": "fail"})
    result = scenario.up('Item("web", fixed="2")', ok=False)
    assert result.errors == ["store:index:Item web: the store refused to delete web"]
    assert [each.get("delete", False) for each in scenario.checkpoint["resources"] if "web" in each["urn"]] == [
        False,
        True,
    ]
    scenario.behave()
    assert operations(scenario.up()) == {"web": "same"}
    assert len(scenario.items) == 1 and "delete" not in scenario.entry("web")


def test_a_replacement_that_failed_after_the_delete_is_created_by_the_next_up(scenario: Scenario) -> None:
    scenario.up('Item("web", exclusive="1")')
    scenario.behave(web={"create": "fail"})
    scenario.up('Item("web", exclusive="2")', ok=False)
    assert scenario.items == {} and scenario.entry("web")["pendingReplacement"] is True
    scenario.behave()
    assert operations(scenario.up()) == {"web": "replace"}
    assert len(scenario.items) == 1 and "pendingReplacement" not in scenario.entry("web")


def test_a_pending_replacement_that_is_no_longer_wanted_is_forgotten(scenario: Scenario) -> None:
    scenario.up('Item("web", exclusive="1")')
    scenario.behave(web={"create": "fail"})
    scenario.up('Item("web", exclusive="2")', ok=False)
    scenario.new_calls()
    scenario.up("")
    assert scenario.new_calls() == [] and "::web" not in scenario.checkpoint_text


def test_refresh_forgets_an_old_copy_that_is_gone_and_keeps_what_depends_on_the_new_one(scenario: Scenario) -> None:
    program = """
        web = Item("web", fixed="%s")
        Item("page", value=web.address)
    """
    scenario.up(program % 1)
    old = scenario.entry("web")["id"]
    scenario.behave(web={"delete": "fail"})
    scenario.up(program % 2, ok=False)
    scenario.set_items({label: item for label, item in scenario.items.items() if label != old})
    scenario.refresh()
    web, page = scenario.entry("web"), scenario.entry("page")
    assert web["id"] != old and page["propertyDependencies"]["value"] == [web["urn"]]
