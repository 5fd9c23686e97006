"""What a program may ask of the engine beside resources: invokes, reads, transforms, hooks and remote components."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.engine import Options
from tests.harness.engine.scenario import Scenario, checked, operations

DESCRIBE = 'pulumi.runtime.invoke("store:index:describe", {"label": "x"}).value["text"]'


def test_an_invoke_answers_while_the_program_runs(scenario: Scenario) -> None:
    result = scenario.preview(f'pulumi.export("text", {DESCRIBE})')
    assert result.outputs == {"text": "x at home"}
    assert result.summary == {"create": 1}, "an invoke is no resource, and a default provider is not counted"


def test_a_failing_invoke_fails_the_program_with_its_reason(scenario: Scenario) -> None:
    result = scenario.preview('pulumi.runtime.invoke("store:index:nothing", {}).value', ok=False)
    assert "invoke of store:index:nothing failed: no function store:index:nothing" in result.errors[0]


def test_configuration_of_a_package_reaches_its_default_provider_objects_as_json(scenario: Scenario) -> None:
    scenario.configure(store__place="shelf", store__tags={"owner": "me"})
    scenario.up(f'pulumi.export("text", {DESCRIBE})')
    provider = scenario.entry("default")
    assert provider["inputs"] == {"place": "shelf", "tags": '{"owner": "me"}'}
    assert scenario.engine().outputs() == {"text": "x at shelf"}


def test_a_get_reads_an_existing_resource_and_never_deletes_it(scenario: Scenario) -> None:
    scenario.set_items({"mine": {"label": "mine", "value": "1"}})
    program = """
        web = Item("web", opts=ResourceOptions(id="mine"))
        pulumi.export("value", web.value)
    """
    result = scenario.up(program)
    assert operations(result) == {"web": "read"} and result.outputs == {"value": "1"}
    assert scenario.entry("web")["external"] is True
    scenario.destroy()
    assert scenario.items.keys() == {"mine"}


def test_a_get_of_what_does_not_exist_is_an_error(scenario: Scenario) -> None:
    result = scenario.preview('Item("web", opts=ResourceOptions(id="mine"))', ok=False)
    assert result.errors == ["store:index:Item web: there is no store:index:Item with the id 'mine'"]


def test_secrets_of_a_get_are_sealed(scenario: Scenario) -> None:
    scenario.set_items({"mine": {"label": "mine", "value": "hunter2!"}})
    scenario.up('Item("web", value=Output.secret("?"), opts=ResourceOptions(id="mine"))')
    assert "hunter2!" not in scenario.checkpoint_text and "ciphertext" in scenario.entry("web")["outputs"]["value"]


def test_a_resource_given_as_an_input_reaches_a_provider_as_its_id(scenario: Scenario) -> None:
    program = 'web = Item("web", value="1"); Item("page", link=web, tags={"all": [web, Group("front")]})'
    assert operations(scenario.preview(program)) == {"web": "create", "page": "create", "front": "create"}
    scenario.up()
    web, page = scenario.entry("web"), scenario.items[scenario.entry("page")["id"]]
    assert page["link"] == web["id"]
    assert page["tags"] == {"all": [web["id"], scenario.entry("front")["urn"]]}
    assert operations(scenario.up()) == {"web": "same", "page": "same", "front": "same"}


def test_a_registered_resource_can_be_looked_up_by_its_urn(scenario: Scenario) -> None:
    program = """
        look_up = lambda urn: pulumi.runtime.invoke_async("pulumi:pulumi:getResource", {"urn": urn})
        web = Item("web", value="1")
        pulumi.export("value", web.urn.apply(look_up).apply(lambda found: found["state"]["value"]))
    """
    assert scenario.up(program).outputs == {"value": "1"}


def test_an_external_resource_can_become_one_of_the_stacks_own(scenario: Scenario) -> None:
    scenario.set_items({"mine": {"label": "mine", "value": "1"}})
    scenario.up('Item("web", opts=ResourceOptions(id="mine"))')
    assert operations(scenario.up('Item("web", value="2")')) == {"web": "create"}
    assert len(scenario.items) == 2 and "external" not in scenario.entry("web")


def test_transforms_run_on_the_resource_then_its_parents_then_the_stack(scenario: Scenario) -> None:
    scenario.up(
        """
        def adding(text):
            def transform(args):
                if args.type_ != "store:index:Item":
                    return None
                props = {**args.props, "value": args.props["value"] + text}
                return pulumi.ResourceTransformResult(props=props, opts=args.opts)
            return transform
        pulumi.runtime.register_resource_transform(adding("-stack"))
        group = Group("front", opts=ResourceOptions(transforms=[adding("-parent")]))
        Item("web", value="1", opts=ResourceOptions(parent=group, transforms=[adding("-own")]))
        """
    )
    assert scenario.entry("web")["inputs"]["value"] == "1-own-parent-stack"


def test_a_transform_may_change_options(scenario: Scenario) -> None:
    scenario.up(
        """
        def protecting(args):
            return pulumi.ResourceTransformResult(
                props=args.props, opts=ResourceOptions.merge(args.opts, ResourceOptions(protect=True)))
        pulumi.runtime.register_resource_transform(protecting)
        Item("web", value="1")
        """
    )
    assert scenario.entry("web")["protect"] is True


def test_an_invoke_transform_changes_arguments(scenario: Scenario) -> None:
    result = scenario.preview(
        """
        pulumi.runtime.register_invoke_transform(
            lambda args: pulumi.InvokeTransformResult(args={"label": "changed"}, opts=args.opts))
        text = pulumi.runtime.invoke_output("store:index:describe", {"label": "x"}) if hasattr(
            pulumi.runtime, "invoke_output") else Output.from_input(
            pulumi.runtime.invoke_async("store:index:describe", {"label": "x"}))
        pulumi.export("text", text.apply(lambda answer: answer["text"]))
        """
    )
    assert result.outputs == {"text": "changed at home"}


HOOKS = """
    def note(text):
        def run(args):
            with open("hooks.log", "a") as file:
                file.write(f"{text} {args.name}\\n")
        return run
    moments = ["before_create", "after_create", "before_update", "after_update", "before_delete", "after_delete"]
    hooks = {each: [pulumi.ResourceHook(each, note(each))] for each in moments}
    binding = pulumi.ResourceHookBinding(**hooks)
"""


def test_hooks_run_around_create_update_and_delete_and_not_in_preview(scenario: Scenario) -> None:
    item = '\n    Item("web", value="%s", opts=ResourceOptions(hooks=binding))'
    log = scenario.program / "hooks.log"
    scenario.preview(HOOKS + item % 1)
    assert not log.exists()
    scenario.up(HOOKS + item % 1)
    scenario.up(HOOKS + item % 2)
    scenario.up(HOOKS)
    assert log.read_text().splitlines() == [
        "before_create web",
        "after_create web",
        "before_update web",
        "after_update web",
        "before_delete web",
        "after_delete web",
    ]


def test_a_failing_hook_before_an_operation_fails_it_and_one_after_it_only_warns(scenario: Scenario) -> None:
    program = """
        def fail(args):
            raise ValueError("not today")
        Item("web", value="1", opts=ResourceOptions(hooks=pulumi.ResourceHookBinding(
            %s=[pulumi.ResourceHook("check", fail)])))
    """
    result = scenario.up(program % "before_create", ok=False)
    assert "BeforeCreate hook 'check' failed: not today" in result.errors[0]
    assert scenario.calls == []
    result = scenario.up(program % "after_create")
    assert [message.severity for message in result.messages] == ["warning"]


def test_destroy_refuses_what_has_delete_hooks_because_the_program_does_not_run(scenario: Scenario) -> None:
    scenario.up(HOOKS + '\n    Item("web", value="1", opts=ResourceOptions(hooks=binding))')
    result = scenario.destroy(ok=False)
    assert "hooks run only while the program does" in result.errors[0]
    assert len(scenario.items) == 1


def test_destroy_with_the_program_runs_its_delete_hooks_and_changes_nothing_else(scenario: Scenario) -> None:
    item = '\n    Item("web", value="%s", opts=ResourceOptions(hooks=binding))'
    scenario.up(HOOKS + item % 1)
    (scenario.program / "hooks.log").unlink()
    scenario.new_calls()
    scenario.write(HOOKS + item % 2 + '\n    Item("new", value="1"); pulumi.export("x", Group("also new").urn)')
    result = checked(scenario.engine().destroy(Options(run_program=True)), ok=True)
    assert result.summary == {"delete": 2}
    assert scenario.new_calls() == ["delete web"] and scenario.items == {}
    assert (scenario.program / "hooks.log").read_text().splitlines() == ["before_delete web", "after_delete web"]
    assert scenario.checkpoint["resources"] == []


def test_destroy_with_a_program_that_fails_deletes_nothing(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1")')
    scenario.write('Item("web", value="1"); raise ValueError("no such shop")')
    result = checked(scenario.engine().destroy(Options(run_program=True)), ok=False)
    assert "no such shop" in result.errors[0] and len(scenario.items) == 1


REMOTE = """
    class Shelf(pulumi.ComponentResource):
        address: Output[str]
        def __init__(self, name, size, opts=None):
            super().__init__("furniture:index:Shelf", name, {"size": size, "address": None}, opts, remote=True)
    shelf = Shelf("%s", Item("box", value="%s").value%s)
    pulumi.export("address", shelf.address)
"""


def test_a_remote_component_is_built_by_its_plugin_with_its_children(scenario: Scenario) -> None:
    scenario.plugin("furniture", Path(__file__).with_name("furniture_plugin.py"))
    preview = scenario.preview(REMOTE % ("hall", 1, ""))
    assert operations(preview) == {"box": "create", "hall": "create", "hall-board": "create"}
    result = scenario.up()
    assert operations(result) == operations(preview)
    board = scenario.entry("hall-board")
    assert board["urn"].endswith("furniture:index:Shelf$store:index:Item::hall-board")
    assert board["inputs"]["value"] == "1"
    assert result.outputs == {"address": f"store://{board['id']}"}
    assert operations(scenario.up(REMOTE % ("hall", 2, ""))) == {
        "box": "update",
        "hall": "same",
        "hall-board": "update",
    }
    renamed = REMOTE % ("room", 2, ', opts=ResourceOptions(aliases=[pulumi.Alias(name="hall")])')
    assert set(operations(scenario.up(renamed)).values()) == {"same"}
    scenario.destroy()
    assert scenario.items == {}


def test_a_method_of_a_remote_component_can_be_called(scenario: Scenario) -> None:
    scenario.plugin("furniture", Path(__file__).with_name("furniture_plugin.py"))
    method = """
    answer = pulumi.runtime.call("furniture:index:Shelf/measure", {"__self__": shelf, "boards": 2}, shelf)
    pulumi.export("length", answer.apply(lambda answer: answer["length"]))
    """
    result = scenario.up(REMOTE % ("hall", 1, "") + method)
    assert result.outputs["length"] == 160


def test_a_preview_asks_nothing_of_a_provider_whose_configuration_is_unknown(scenario: Scenario) -> None:
    program = """
        web = Item("web", value="1")
        away = StoreProvider("away", place=web.address)
        page = Item("page", value="forbidden", opts=ResourceOptions(provider=away))
        pulumi.export("address", page.address)
    """
    result = scenario.preview(program)
    assert operations(result) == {"web": "create", "away": "create", "page": "create"}
    assert result.outputs == {"address": "[unknown]"}
    assert "must not be 'forbidden'" in scenario.up(ok=False).errors[0]


def test_a_changed_file_of_an_asset_is_a_changed_input(scenario: Scenario) -> None:
    file = scenario.program / "page.txt"
    file.write_text("first")
    program = 'page = pulumi.FileAsset("page.txt"); Item("web", value=page, tags=pulumi.AssetArchive({"page": page}))'
    scenario.up(program)
    assert operations(scenario.up()) == {"web": "same"}
    file.write_text("second")
    assert operations(scenario.up()) == {"web": "update"}


@pytest.mark.parametrize(
    ("field", "what"),
    [
        ('envVarMappings={"A": "B"}', "environment variable mappings"),
        ('packageRef="1f0c"', "a parameterized package"),
    ],
)
def test_what_the_engine_does_not_support_is_refused_by_name(scenario: Scenario, field: str, what: str) -> None:
    result = scenario.preview(
        f"""
        pulumi.runtime.settings.get_monitor().RegisterResource(pulumi.runtime.proto.resource_pb2.RegisterResourceRequest(
            type="store:index:Item", name="web", custom=True, {field}))
        """,
        ok=False,
    )
    assert result.errors == [f"store:index:Item web: {what} is not supported by this engine"]


def test_the_sdk_refuses_what_needs_a_feature_that_the_engine_has_not(scenario: Scenario) -> None:
    result = scenario.preview('pulumi.require_pulumi_version(">=3.0.0")', ok=False)
    assert "does not support" in result.errors[0]


ERROR_HOOK = """
    import json, os
    def mend(args):
        with open("errors.log", "a") as file:
            print(args.name, args.failed_operation, *args.errors, sep="|", file=file)
        {body}
    hooks = pulumi.ResourceHookBinding(on_error=[pulumi.ErrorHook("mend", mend)])
    Item("web", value="{value}", opts=ResourceOptions(hooks=hooks))
"""
MENDING = """open(os.environ["STORE_PATH"] + "/behaviour.json", "w").write("{{}}"); return True"""


def test_an_error_hook_sees_the_failure_and_can_have_the_operation_tried_again(scenario: Scenario) -> None:
    log = scenario.program / "errors.log"
    for operation, value in (("create", 1), ("update", 2)):
        scenario.behave(web={operation: "fail"})
        scenario.up(ERROR_HOOK.format(value=value, body=MENDING.format()))
        assert log.read_text().splitlines()[-1] == f"web|{operation}|the store refused to {operation} web"
        assert scenario.new_calls() == [f"{operation} web"] * 2
    assert len(scenario.items) == 1 and scenario.checkpoint["pending_operations"] == []


def test_an_error_hook_that_wants_no_retry_leaves_the_failure_as_it_is(scenario: Scenario) -> None:
    scenario.behave(web={"create": "fail"})
    result = scenario.up(ERROR_HOOK.format(value=1, body="return False"), ok=False)
    assert result.errors == ["store:index:Item web: the store refused to create web"]
    assert scenario.calls == ["create web"]


def test_an_error_hook_that_wants_a_retry_every_time_is_asked_a_hundred_times(scenario: Scenario) -> None:
    scenario.behave(web={"create": "fail"})
    scenario.up(ERROR_HOOK.format(value=1, body="return True"), ok=False)
    assert len(scenario.calls) == 101


def test_an_error_hook_that_fails_says_so_beside_the_failure(scenario: Scenario) -> None:
    scenario.behave(web={"create": "fail"})
    result = scenario.up(ERROR_HOOK.format(value=1, body='raise ValueError("no idea")'), ok=False)
    assert "the store refused to create web; its error hook failed: no idea" in result.errors[0]
