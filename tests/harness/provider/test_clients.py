"""Which endpoints the provider talks to."""

from __future__ import annotations

import pytest

from harness.provider.clients import Clients, Configuration, configure
from harness.provider.errors import ProviderError


def test_without_an_endpoint_it_refuses_and_names_the_cure() -> None:
    with pytest.raises(ProviderError, match="found no endpoint .* `python -m harness up`"):
        configure({}, {})


@pytest.mark.parametrize("endpoint", ["https://s3.amazonaws.com", "https://sqs.eu-west-1.amazonaws.com:443/x"])
def test_aws_itself_is_refused(endpoint: str) -> None:
    with pytest.raises(ProviderError, match="is AWS itself"):
        configure({}, {"AWS_ENDPOINT_URL": endpoint})


def test_endpoints_of_the_configuration_count_too() -> None:
    assert configure({"endpoints": '[{"s3": "http://127.0.0.1:1"}]'}, {}).endpoint == "http://127.0.0.1:1"
    with pytest.raises(ProviderError, match="is AWS itself"):
        configure({"endpoints": [{"s3": "https://s3.amazonaws.com"}]}, {})


def test_an_unknown_setting_is_an_error() -> None:
    with pytest.raises(ProviderError, match="does not know the setting aws:colour"):
        configure({"colour": "blue"}, {"HARNESS_OFFLINE": "1"})


def test_an_emulator_that_does_not_answer_is_an_error_with_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)  # between its attempts
    clients = Clients(Configuration(endpoint="http://127.0.0.1:1"))
    with pytest.raises(ProviderError, match='cannot be asked for: .*"http://127.0.0.1:1/"'):
        _ = clients.account
