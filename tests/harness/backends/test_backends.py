from __future__ import annotations

import socket
from pathlib import Path

import pytest

from harness.backends import NAMES, BackendError, get_backend
from harness.services import State
from harness.services.ports import free_port
from harness.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, port=free_port())


def test_an_unknown_backend_is_an_error_that_lists_the_known(settings: Settings) -> None:
    with pytest.raises(BackendError, match="no backend 'cloud'; choose one of: host, localstack, compose"):
        get_backend("cloud", settings)


@pytest.mark.parametrize("name", NAMES)
def test_a_backend_that_never_ran_has_nothing_to_stop(
    name: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    backend = get_backend(name, settings)
    assert backend.name == name
    assert backend.stop(print) == []
    assert backend.state_id() is None
    assert all(service.state is State.STOPPED and service.pid is None for service in backend.status())


@pytest.mark.parametrize("name", NAMES)
def test_clients_are_led_to_the_endpoint_and_trust_it(name: str, settings: Settings) -> None:
    environment = get_backend(name, settings).environment()
    assert environment["AWS_ENDPOINT_URL"] == f"http://127.0.0.1:{settings.port}"
    assert environment["AWS_REGION"] == environment["AWS_DEFAULT_REGION"] == "us-east-1"
    assert "BEGIN CERTIFICATE" in Path(environment["SSL_CERT_FILE"]).read_text()


def test_a_probe_of_nothing_fails_with_a_cure(settings: Settings) -> None:
    capabilities = get_backend("host", settings).probe()
    assert capabilities and not any(capability.ok for capability in capabilities)
    assert all("make up" in capability.cure for capability in capabilities)


def test_compose_without_docker_names_the_default(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BackendError, match=r"needs Docker.*--backend host"):
        get_backend("compose", settings).prepare(print)


def test_compose_without_a_token_says_which_variable(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docker").write_text("#!/bin/sh\n")
    (tmp_path / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("LOCALSTACK_AUTH_TOKEN", raising=False)
    with pytest.raises(BackendError, match="set LOCALSTACK_AUTH_TOKEN"):
        get_backend("compose", settings).prepare(print)


@pytest.mark.emulator
def test_a_port_that_another_program_has_is_an_error_with_a_cure(settings: Settings) -> None:
    backend = get_backend("host", settings)
    backend.prepare(print)
    with socket.socket() as other:
        other.bind(("127.0.0.1", settings.port))
        other.listen()
        with pytest.raises(BackendError, match=rf"port {settings.port}.*HARNESS_PORT={settings.port + 1}"):
            backend.start(print)
    assert backend.status()[0].state is State.STOPPED
