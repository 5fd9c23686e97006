"""Resource options, as Pulumi's documentation describes each."""

from __future__ import annotations

from tests.harness.engine.scenario import Scenario, operations


def changed_paths(result: object, name: str) -> list[str]:
    return [change.path for step in result.steps if step.name == name for change in step.changes]  # type: ignore[attr-defined]


def test_protect_refuses_to_delete_and_then_nothing_is_deleted(scenario: Scenario) -> None:
    scenario.up('Item("free", value="1"); Item("kept", value="1", opts=ResourceOptions(protect=True))')
    for result in (scenario.destroy(ok=False), scenario.up("", ok=False), scenario.preview(ok=False)):
        assert "unable to delete 'urn:pulumi:dev::shop::store:index:Item::kept': protected" in result.errors[0]
    assert len(scenario.items) == 2


def test_protect_refuses_to_replace(scenario: Scenario) -> None:
    program = 'Item("kept", fixed="%s", opts=ResourceOptions(protect=True))'
    scenario.up(program % 1)
    result = scenario.up(program % 2, ok=False)
    assert "unable to replace resource" in result.errors[0] and "it is protected" in result.errors[0]
    assert scenario.calls == ["create kept"]


def test_a_component_passes_protect_on_to_its_children(scenario: Scenario) -> None:
    scenario.up(
        """
        group = Group("front", opts=ResourceOptions(protect=True))
        Item("web", value="1", opts=ResourceOptions(parent=group))
        """
    )
    assert scenario.entry("web")["protect"] is True


def test_retain_on_delete_forgets_the_resource_without_deleting_it(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1", opts=ResourceOptions(retain_on_delete=True))')
    assert operations(scenario.up("")) == {"web": "delete"}
    assert scenario.calls == ["create web"] and len(scenario.items) == 1
    assert "::web" not in scenario.checkpoint_text


def test_deleted_with_skips_the_delete_of_a_resource_whose_container_is_deleted_too(scenario: Scenario) -> None:
    scenario.up(
        """
        box = Item("box", value="1")
        Item("content", value="1", opts=ResourceOptions(deleted_with=box))
        """
    )
    scenario.destroy()
    assert scenario.calls == ["create box", "create content", "delete box"]


def test_ignore_changes_keeps_a_nested_property_and_updates_the_rest(scenario: Scenario) -> None:
    program = """
        Item("web", value="%s", tags={"owner": "%s", "list": [{"a": "%s", "b": "%s"}]},
             opts=ResourceOptions(ignore_changes=["tags.owner", "tags.list[*].a"]))
    """
    scenario.up(program % (1, 1, 1, 1))
    assert operations(scenario.up(program % (1, 2, 2, 1))) == {"web": "same"}
    assert operations(scenario.up(program % (2, 2, 2, 2))) == {"web": "update"}
    (item,) = scenario.items.values()
    assert (item["value"], item["tags"]) == ("2", {"owner": "1", "list": [{"a": "1", "b": "2"}]})


def test_ignore_changes_does_not_apply_to_the_first_creation(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1", opts=ResourceOptions(ignore_changes=["value"]))')
    assert next(iter(scenario.items.values()))["value"] == "1"


def test_ignore_changes_rejects_what_is_no_property_path(scenario: Scenario) -> None:
    program = 'Item("web", value="1", opts=ResourceOptions(ignore_changes=["tags[x"]))'
    scenario.up('Item("web", value="1")')
    assert "ignore_changes: 'tags[x' is not a property path" in scenario.up(program, ok=False).errors[0]


def test_replace_on_changes_replaces_where_the_provider_would_update(scenario: Scenario) -> None:
    program = 'Item("web", value="%s", opts=ResourceOptions(replace_on_changes=["value"]))'
    scenario.up(program % 1)
    result = scenario.up(program % 2)
    (step,) = [step for step in result.steps if step.op == "replace"]
    assert step.replace_reasons == ("value",)
    assert [change.kind for change in step.changes] == ["update-replace"]


def test_replacement_trigger_replaces_when_it_changes(scenario: Scenario) -> None:
    program = 'Item("web", value="1", opts=ResourceOptions(replacement_trigger="%s"))'
    scenario.up(program % 1)
    assert operations(scenario.up()) == {"web": "same"}
    assert operations(scenario.up(program % 2)) == {"web": "replace"}


def test_replace_with_replaces_together_with_another_resource(scenario: Scenario) -> None:
    program = """
        box = Item("box", fixed="%s")
        Item("content", value="1", opts=ResourceOptions(replace_with=[box], depends_on=[box]))
    """
    scenario.up(program % 1)
    assert operations(scenario.up(program % 2)) == {"box": "replace", "content": "replace"}


def test_depends_on_orders_creation_and_deletion(scenario: Scenario) -> None:
    scenario.behave(first={"create": "slow"})
    scenario.up(
        """
        first = Item("first", value="1")
        Item("second", value="1", opts=ResourceOptions(depends_on=[first]))
        """
    )
    scenario.destroy()
    assert scenario.calls == ["create first", "create second", "delete second", "delete first"]


def test_additional_secret_outputs_are_sealed(scenario: Scenario) -> None:
    scenario.up(
        """
        web = Item("web", value="1", opts=ResourceOptions(additional_secret_outputs=["address"]))
        pulumi.export("address", web.address)
        """
    )
    assert "ciphertext" in scenario.entry("web")["outputs"]["address"]
    assert "store://" not in scenario.checkpoint_text
    assert scenario.engine().outputs() == {"address": "[secret]"}


def test_an_alias_keeps_a_renamed_resource(scenario: Scenario) -> None:
    scenario.up('Item("old", value="1")')
    result = scenario.up('Item("new", value="1", opts=ResourceOptions(aliases=[pulumi.Alias(name="old")]))')
    assert operations(result) == {"new": "same"}
    assert len(scenario.items) == 1 and "Item::old" not in str(scenario.checkpoint["resources"][-1]["urn"])


def test_an_alias_of_a_component_moves_its_children(scenario: Scenario) -> None:
    program = """
        group = Group("%s"%s)
        web = Item("%s-web", value="1", opts=ResourceOptions(parent=group))
        Item("page", link=web.address, opts=ResourceOptions(parent=web))
    """
    scenario.up(program % ("old", "", "old"))
    renamed = program % ("new", ', opts=ResourceOptions(aliases=[pulumi.Alias(name="old")])', "new")
    assert operations(scenario.up(renamed)) == {"new": "same", "new-web": "same", "page": "same"}
    assert operations(scenario.up(renamed)) == {"new": "same", "new-web": "same", "page": "same"}
    scenario.destroy()
    assert scenario.items == {}


def test_an_alias_follows_a_resource_into_a_component(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1")')
    result = scenario.up(
        """
        group = Group("front")
        alias = pulumi.Alias(parent=pulumi.ROOT_STACK_RESOURCE)
        Item("web", value="1", opts=ResourceOptions(parent=group, aliases=[alias]))
        """
    )
    assert operations(result) == {"front": "create", "web": "same"}


def test_an_alias_by_type_keeps_a_resource_whose_type_changed(scenario: Scenario) -> None:
    scenario.up('Group("front")')
    result = scenario.up(
        """
        class Section(pulumi.ComponentResource):
            def __init__(self, name, opts=None):
                super().__init__("test:index:Section", name, {}, opts)
        Section("front", opts=ResourceOptions(aliases=[pulumi.Alias(type_="test:index:Group")]))
        """
    )
    assert operations(result) == {"front": "same"}


def test_import_takes_over_an_existing_resource_without_changing_it(scenario: Scenario) -> None:
    scenario.set_items({"mine": {"label": "mine", "value": "1"}})
    program = 'Item("web", label="mine", value="%s", opts=ResourceOptions(import_="mine"))'
    assert operations(scenario.up(program % 1)) == {"web": "import"}
    assert scenario.calls == ["read web"]
    assert operations(scenario.up(program % 1)) == {"web": "same"}
    assert operations(scenario.up(program % 2)) == {"web": "update"}


def test_import_fails_where_the_inputs_differ_and_only_warns_in_preview(scenario: Scenario) -> None:
    scenario.set_items({"mine": {"label": "mine", "value": "1"}})
    program = 'Item("web", label="mine", value="2", opts=ResourceOptions(import_="mine"))'
    preview = scenario.preview(program)
    assert "inputs to import do not match the existing resource: value" in preview.messages[0].text
    assert "inputs to import do not match" in scenario.up(program, ok=False).errors[0]


def test_an_import_in_place_of_another_resource_replaces_it(scenario: Scenario) -> None:
    scenario.up('Item("web", label="own", value="1")')
    own = scenario.entry("web")["id"]
    scenario.set_items({**scenario.items, "mine": {"label": "mine", "value": "1"}})
    result = scenario.up('Item("web", label="mine", value="1", opts=ResourceOptions(import_="mine"))')
    assert operations(result) == {"web": "import"}
    assert scenario.entry("web")["id"] == "mine"
    assert own not in scenario.items and "mine" in scenario.items, "the one that it replaces is deleted"


def test_an_import_does_not_replace_what_is_protected(scenario: Scenario) -> None:
    scenario.up('Item("web", label="own", value="1", opts=ResourceOptions(protect=True))')
    scenario.set_items({**scenario.items, "mine": {"label": "mine", "value": "1"}})
    program = 'Item("web", label="mine", value="1", opts=ResourceOptions(import_="mine", protect=True))'
    assert "which is protected: remove `protect`" in scenario.up(program, ok=False).errors[0]


def test_import_of_what_does_not_exist_fails(scenario: Scenario) -> None:
    result = scenario.up('Item("web", value="2", opts=ResourceOptions(import_="mine"))', ok=False)
    assert result.errors == ["store:index:Item web: there is no store:index:Item with the id 'mine' to import"]


def test_an_explicit_provider_serves_the_resources_that_name_it(separate: Scenario) -> None:
    separate.configure(store__place="home")
    result = separate.up(
        """
        away = StoreProvider("away", place="away")
        Item("web", value="1", opts=ResourceOptions(provider=away))
        Item("page", value="1")
        pulumi.export("there", pulumi.runtime.invoke("store:index:describe", {"label": "x"},
            pulumi.InvokeOptions(provider=away)).value["text"])
        pulumi.export("here", pulumi.runtime.invoke("store:index:describe", {"label": "x"}).value["text"])
        """
    )
    assert operations(result) == {"away": "create", "web": "create", "page": "create"}
    assert result.outputs == {"there": "x at away", "here": "x at home"}
    assert "::away::" in separate.entry("web")["provider"] and "::default::" in separate.entry("page")["provider"]
    separate.destroy()
    assert separate.items == {}


def test_a_provider_change_that_makes_it_another_provider_replaces_its_resources(scenario: Scenario) -> None:
    program = """
        away = StoreProvider("away", place="%s")
        Item("web", value="1", opts=ResourceOptions(provider=away))
    """
    scenario.up(program % "there")
    result = scenario.up(program % "elsewhere")
    assert operations(result) == {"away": "replace", "web": "replace"}
    assert scenario.calls == ["create web", "create web", "delete web"]
    assert len(scenario.checkpoint["resources"]) == 3


def test_custom_timeouts_that_are_no_durations_are_refused(scenario: Scenario) -> None:
    program = 'Item("web", value="1", opts=ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="soon")))'
    assert "custom timeouts: 'soon' is not a duration" in scenario.preview(program, ok=False).errors[0]


def test_an_alias_by_stack_and_project_keeps_a_resource_that_came_from_there(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1")')
    moved = scenario.checkpoint_text.replace("dev::shop::store:index:Item::web", "test::store::store:index:Item::web")
    scenario.checkpoint_file().write_text(moved)
    alias = 'Item("web", value="1", opts=ResourceOptions(aliases=[pulumi.Alias(stack="test", project="store")]))'
    assert operations(scenario.up(alias)) == {"web": "same"}
    assert "test::store" not in scenario.entry("web")["urn"] and len(scenario.items) == 1


def test_a_replaced_resource_that_is_retained_on_delete_stays(scenario: Scenario) -> None:
    program = 'Item("web", fixed="%s", opts=ResourceOptions(retain_on_delete=True))'
    scenario.up(program % 1)
    assert operations(scenario.up(program % 2)) == {"web": "replace"}
    assert len(scenario.items) == 2 and scenario.calls == ["create web"] * 2


def test_no_more_resources_are_worked_on_at_once_than_the_engine_is_told(scenario: Scenario) -> None:
    names = [f"item{number}" for number in range(5)]
    scenario.behave(**{"*": {"create": "slow"}})
    scenario.write("\n".join(f'Item("{name}", value="1")' for name in names))
    assert scenario.engine(parallel=2).up().ok
    running = most = 0
    for step in scenario.steps:
        if step.name in names:
            running += 1 if step.status == "started" else -1
            most = max(most, running)
    assert most == 2


def test_an_alias_reaches_what_depends_on_the_resource_even_if_the_program_fails_before_it(scenario: Scenario) -> None:
    scenario.up('web = Item("old", value="1"); Item("page", link=web.address)')
    renamed = 'Item("new", value="1", opts=ResourceOptions(aliases=[pulumi.Alias(name="old")])).urn.apply(print)'
    scenario.up(f'{renamed}\nimport time\ntime.sleep(0.5)\nraise ValueError("no more")', ok=False)
    (dependency,) = scenario.entry("page")["propertyDependencies"]["link"]
    assert dependency == scenario.entry("new")["urn"]


def test_a_component_passes_retain_on_delete_on_to_its_children(scenario: Scenario) -> None:
    scenario.up(
        """
        group = Group("front", opts=ResourceOptions(retain_on_delete=True))
        Item("web", value="1", opts=ResourceOptions(parent=group))
        """
    )
    scenario.destroy()
    assert scenario.calls == ["create web"] and len(scenario.items) == 1


def test_a_component_hands_its_providers_to_its_children(scenario: Scenario) -> None:
    scenario.up(
        """
        group = Group("front", opts=ResourceOptions(providers=[StoreProvider("away", place="away")]))
        inner = Group("inner", opts=ResourceOptions(parent=group))
        Item("web", value="1", opts=ResourceOptions(parent=inner))
        Item("page", value="1")
        """
    )
    assert "::away::" in scenario.entry("web")["provider"]
    assert "::default::" in scenario.entry("page")["provider"]


def test_each_version_of_a_package_has_a_default_provider_of_its_own(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1", opts=ResourceOptions(version="1.2.3")); Item("page", value="1")')
    assert "::default_1_2_3::" in scenario.entry("web")["provider"]
    assert scenario.entry("default_1_2_3")["inputs"] == {"version": "1.2.3"}
    assert "::default::" in scenario.entry("page")["provider"]


def test_custom_timeouts_reach_the_provider(scenario: Scenario) -> None:
    program = """
        timeouts = pulumi.CustomTimeouts(create="1m", update="90s", delete="2m")
        Item("web", value="%s", opts=ResourceOptions(custom_timeouts=timeouts))
    """
    scenario.up(program % 1)
    scenario.up(program % 2)
    scenario.destroy()
    assert scenario.calls == ["create web within 60 s", "update web within 90 s", "delete web within 120 s"]


def test_imported_secrets_are_sealed(scenario: Scenario) -> None:
    scenario.set_items({"mine": {"label": "mine", "value": "hunter2!"}})
    result = scenario.up(
        'Item("web", label="mine", value=Output.secret("hunter2!"), opts=ResourceOptions(import_="mine"))'
    )
    assert operations(result) == {"web": "import"}
    assert "hunter2!" not in scenario.checkpoint_text
