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


def test_resources_that_the_program_no_longer_declares_are_deleted_dependants_first(scenario: Scenario) -> None:
    scenario.up(TWO)
    scenario.new_calls()
    result = scenario.up('Item("other", value="x")')
    assert operations(result) == {"other": "create", "page": "delete", "web": "delete"}
    assert scenario.new_calls() == ["create other", "delete page", "delete web"]


def test_nothing_is_deleted_when_the_program_fails(scenario: Scenario) -> None:
    scenario.up(TWO)
    result = scenario.up('raise ValueError("no such shop")', ok=False)
    assert result.errors[0].startswith("ValueError: no such shop\n")
    assert "__main__.py" in result.errors[0]
    assert len(scenario.items) == 2 and "delete" not in result.summary


def test_missing_configuration_is_reported_by_its_own_message(scenario: Scenario) -> None:
    result = scenario.preview('pulumi.Config().require("size")', ok=False)
    assert result.errors == [
        "Missing required configuration variable 'shop:size'\n"
        "\tplease set a value using the command `pulumi config set shop:size <value>`"
    ]


def test_a_program_that_ends_early_is_an_error(scenario: Scenario) -> None:
    result = scenario.up("import sys; sys.exit(4)", ok=False)
    assert result.errors == ["the program ended with exit status 4 before it had declared everything"]


def test_a_programs_exit_handlers_run_before_it_ends(scenario: Scenario) -> None:
    result = scenario.preview('import atexit; atexit.register(print, "good bye")')
    assert [message.text for message in result.messages] == ["good bye"]


def test_a_failed_resource_is_named_with_its_reason_and_stops_new_steps(scenario: Scenario) -> None:
    scenario.behave(web={"create": "fail"})
    result = scenario.up(TWO, ok=False)
    assert result.errors == ["store:index:Item web: the store refused to create web"]
    (failed,) = [step for step in result.steps if step.status == "failed"]
    assert (failed.op, failed.name, failed.error) == ("create", "web", "the store refused to create web")
    assert scenario.calls == ["create web"]
    assert scenario.checkpoint["pending_operations"] == []


def test_inputs_that_the_provider_refuses_fail_before_anything_is_created(scenario: Scenario) -> None:
    result = scenario.preview('Item("web", value="forbidden")', ok=False)
    assert result.errors == ["store:index:Item web: value: must not be 'forbidden'"]


def test_two_resources_of_one_name_are_an_error(scenario: Scenario) -> None:
    result = scenario.preview('Item("web", value="1"); Item("web", value="2")', ok=False)
    assert "Duplicate resource URN 'urn:pulumi:dev::shop::store:index:Item::web'" in result.errors[0]


def test_refresh_takes_over_drift_and_the_next_up_puts_it_right(scenario: Scenario) -> None:
    scenario.up(TWO)
    ids = scenario.entry("web")["id"]
    scenario.set_items({**scenario.items, ids: {**scenario.items[ids], "value": "drifted"}})
    refreshed = scenario.refresh()
    assert refreshed.summary == {"same": 1, "update": 1}
    (step,) = [step for step in refreshed.steps if step.op == "update"]
    assert [change.to_dict() for change in step.changes] == [
        {"path": "value", "kind": "update", "old": "1", "new": "drifted"}
    ]
    assert scenario.entry("web")["inputs"]["value"] == "drifted"
    assert operations(scenario.up()) == {"web": "update", "page": "same"}
    assert scenario.items[ids]["value"] == "1"


def test_refresh_forgets_what_is_gone_and_the_next_up_creates_it_again(scenario: Scenario) -> None:
    scenario.up(TWO)
    gone = scenario.entry("web")
    scenario.set_items({key: item for key, item in scenario.items.items() if key != gone["id"]})
    assert operations(scenario.refresh()) == {"web": "delete", "page": "same"}
    assert gone["urn"] not in scenario.checkpoint_text
    assert operations(scenario.up())["web"] == "create"


def test_a_resource_created_incompletely_is_kept_and_updated_next_time(scenario: Scenario) -> None:
    scenario.behave(web={"create": "partial"})
    result = scenario.up('Item("web", value="1")', ok=False)
    assert result.errors == ["store:index:Item web: it did not start"]
    assert scenario.entry("web")["initErrors"] == ["it did not start"]
    scenario.behave()
    assert operations(scenario.up()) == {"web": "update"}
    assert "initErrors" not in scenario.entry("web")


def test_steps_are_announced_at_their_beginning_and_end(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1")')
    seen = [(step.name, str(step.status)) for step in scenario.steps if step.name == "web"]
    assert seen == [("web", "started"), ("web", "done")]


def test_independent_resources_are_created_side_by_side(scenario: Scenario) -> None:
    names = [f"item{number}" for number in range(6)]
    scenario.behave(**{name: {"create": "slow"} for name in names})
    scenario.up("\n".join(f'Item("{name}", value="1")' for name in names))
    running = most = 0
    for step in scenario.steps:
        if step.name in names:
            running += 1 if step.status == "started" else -1
            most = max(most, running)
    assert most == 6


def test_components_count_as_resources_and_hold_their_children(scenario: Scenario) -> None:
    program = """
        group = Group("front", size=%s)
        Item("web", value="1", opts=ResourceOptions(parent=group))
        group.register_outputs({"size": %s})
    """
    result = scenario.up(program % (1, 1))
    assert operations(result) == {"front": "create", "web": "create"}
    assert scenario.entry("web")["urn"].endswith("test:index:Group$store:index:Item::web")
    assert scenario.entry("front")["outputs"] == {"size": 1}
    assert operations(scenario.up(program % (2, 2))) == {"front": "update", "web": "same"}
    assert scenario.entry("front")["outputs"] == {"size": 2}


def test_a_components_registration_does_not_answer_with_its_former_outputs(scenario: Scenario) -> None:
    program = """
        group = Group("front")
        group.register_outputs({"size": 1})
        response = pulumi.runtime.settings.get_monitor().RegisterResource(
            pulumi.runtime.proto.resource_pb2.RegisterResourceRequest(type="test:index:Group", name="bare"))
        pulumi.runtime.settings.get_monitor().RegisterResourceOutputs(
            pulumi.runtime.proto.resource_pb2.RegisterResourceOutputsRequest(
                urn=response.urn, outputs={"web": "urn of a child that is yet to be registered"}))
        print("answered", dict(response.object))
    """
    for _ in range(2):
        assert "answered {}" in [message.text for message in scenario.up(program).messages]
    assert scenario.entry("bare")["outputs"] == {"web": "urn of a child that is yet to be registered"}


def test_the_programs_output_and_log_messages_are_passed_on(scenario: Scenario) -> None:
    result = scenario.preview('print("hello"); pulumi.log.warn("careful")')
    assert {(message.severity, message.text) for message in result.messages} == {
        ("info", "hello"),
        ("warning", "careful"),
    }


def test_a_logged_error_fails_the_update_and_deletes_nothing(scenario: Scenario) -> None:
    scenario.up(TWO)
    result = scenario.up('pulumi.log.error("wrong")', ok=False)
    assert result.errors == ["wrong"] and len(scenario.items) == 2


def test_a_missing_plugin_is_an_error_that_names_it(scenario: Scenario) -> None:
    result = scenario.preview('pulumi.CustomResource("cloud:index:Thing", "thing", {})', ok=False)
    assert "no resource plugin 'pulumi-resource-cloud'" in result.errors[0]


def test_a_missing_program_is_an_error(scenario: Scenario) -> None:
    (result,) = [scenario.engine().preview()]
    assert not result.ok and result.errors[0].startswith("there is no program ")
