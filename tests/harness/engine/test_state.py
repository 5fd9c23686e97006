"""The state: secrets, crashes, the lock, and references from other stacks."""

from __future__ import annotations

import json

from tests.harness.engine.scenario import PASSPHRASE, Scenario, operations

SECRETS = """
    password = pulumi.Config().require_secret("password")
    web = Item("web", value=password, tags={"inner": password})
    page = Item("page", link=Output.concat("see ", web.value))
    pulumi.export("password", web.value)
    pulumi.export("plain", "open")
"""


def test_secrets_never_appear_in_the_clear_in_state_steps_messages_or_outputs(scenario: Scenario) -> None:
    scenario.configure(password={"secure": _sealed("hunter2!")})
    result = scenario.up(SECRETS)
    updated = scenario.up(SECRETS.replace('"see "', '"go "'))
    for text in (scenario.checkpoint_text, json.dumps(result.to_dict()), json.dumps(updated.to_dict())):
        assert "hunter2!" not in text
    assert "hunter2!" in json.dumps(scenario.items), "the provider itself does get the secret"
    assert scenario.engine().outputs() == {"password": "[secret]", "plain": "open"}
    assert scenario.engine().outputs(show_secrets=True)["password"] == "hunter2!"
    (web,) = [each for each in scenario.engine().resources() if each["name"] == "web"]
    assert web["inputs"]["tags"] == {"inner": "[secret]"} or web["inputs"]["tags"] == "[secret]"
    (step,) = [step for step in updated.steps if step.op == "update"]
    assert [(change.old, change.new) for change in step.changes] == [("[secret]", "[secret]")]


def test_a_secret_that_a_provider_repeats_in_an_error_is_masked(scenario: Scenario) -> None:
    scenario.behave(web={"create": "echo"})
    result = scenario.up('Item("web", value=Output.secret("hunter2!"))', ok=False)
    assert result.errors == ["store:index:Item web: cannot take [secret]"]
    assert "hunter2!" not in json.dumps(result.to_dict())


def test_a_secret_that_the_program_prints_or_logs_is_masked(scenario: Scenario) -> None:
    scenario.configure(password={"secure": _sealed("hunter2!")})
    result = scenario.preview(
        """
        password = pulumi.Config().require("password")
        print("password:", password)
        pulumi.log.warn(f"using {password}")
        """
    )
    assert [message.text for message in result.messages] == ["password: [secret]", "using [secret]"]


def test_secrets_of_a_providers_configuration_and_of_a_components_outputs_are_sealed(separate: Scenario) -> None:
    separate.configure(store__token={"secure": _sealed("hunter2!")})
    result = separate.up(
        """
        group = Group("group", key=Output.secret("swordfish"))
        Item("web", value="1", opts=ResourceOptions(parent=group))
        group.register_outputs({"key": Output.secret("swordfish")})
        """
    )
    for text in (separate.checkpoint_text, json.dumps(result.to_dict())):
        assert "hunter2!" not in text and "swordfish" not in text
    assert "hunter2!" in (separate.store / "calls.log").read_text(), "the provider itself does get it"
    assert separate.engine().resources()[-1]["name"] == "web"


def test_a_refresh_keeps_secrets_that_the_provider_returns_in_the_clear(scenario: Scenario) -> None:
    scenario.up('Item("web", value=Output.secret("hunter2!"))')
    label = scenario.entry("web")["id"]
    scenario.set_items({label: {**scenario.items[label], "value": "swordfish"}})
    result = scenario.refresh()
    assert operations(result) == {"web": "update"}
    for text in (scenario.checkpoint_text, json.dumps(result.to_dict())):
        assert "hunter2!" not in text and "swordfish" not in text


def test_a_secret_in_the_reason_why_a_resource_is_incomplete_is_masked(scenario: Scenario) -> None:
    scenario.behave(web={"create": "partial echo"})
    result = scenario.up('Item("web", value=Output.secret("hunter2!"))', ok=False)
    assert scenario.entry("web")["initErrors"] == ["it did not start with [secret]"]
    assert result.errors == ["store:index:Item web: it did not start with [secret]"]


def test_a_wrong_passphrase_is_an_error(scenario: Scenario) -> None:
    scenario.up('Item("web", value=Output.secret("x"))')
    result = scenario.engine(passphrase="wrong").up()
    assert not result.ok and "incorrect passphrase" in result.errors[0]


def test_the_checkpoint_has_the_layout_of_the_pulumi_cli(scenario: Scenario) -> None:
    scenario.up('Item("web", value="1", tags={"a": 1.5, "b": [True, None]})')
    document = json.loads(scenario.checkpoint_text)
    assert document["version"] == 3
    assert document["checkpoint"]["stack"] == "organization/shop/dev"
    latest = document["checkpoint"]["latest"]
    assert latest["secrets_providers"]["type"] == "passphrase"
    stack, provider, web = latest["resources"]
    assert stack["type"] == "pulumi:pulumi:Stack" and stack["custom"] is False
    assert provider["urn"] == "urn:pulumi:dev::shop::pulumi:providers:store::default"
    assert web["parent"] == stack["urn"]
    assert web["provider"] == f"{provider['urn']}::{provider['id']}"
    assert web["inputs"]["tags"] == {"a": 1.5, "b": [True, None]}


def test_the_checkpoint_is_for_its_owner_alone(scenario: Scenario) -> None:
    scenario.up("")
    assert scenario.checkpoint_file().stat().st_mode & 0o777 == 0o600


def test_an_up_that_changes_nothing_keeps_the_entries_as_they_are(scenario: Scenario) -> None:
    scenario.up('Item("web", value=Output.secret("x"))')
    before = scenario.checkpoint["resources"]
    scenario.up()
    assert scenario.checkpoint["resources"] == before


def _sealed(text: str) -> str:
    from harness.engine.passphrase import Sealer
    from tests.harness.engine.scenario import SALT

    return Sealer(PASSPHRASE, SALT).seal(text)
