from __future__ import annotations

import pytest

from functions.tracking.settings import ConfigurationError, Settings

GIVEN = {
    "DATABASE_HOST": "db.example",
    "DATABASE_PORT": "5432",
    "DATABASE_NAME": "mlflow",
    "DATABASE_SECRET_ARN": "arn:secret",
    "ARTIFACTS_BUCKET": "artifacts",
}


def test_missing_variables_are_named() -> None:
    with pytest.raises(ConfigurationError, match="set DATABASE_HOST, ARTIFACTS_BUCKET in the container"):
        Settings.from_environment({**GIVEN, "DATABASE_HOST": "", "ARTIFACTS_BUCKET": ""})


def test_a_container_listens_on_all_its_addresses_and_answers_to_its_load_balancer() -> None:
    settings = Settings.from_environment(GIVEN)
    assert settings.listen_address == "0.0.0.0"
    assert "*.elb.amazonaws.com" in settings.allowed_hosts
    assert "*" not in settings.allowed_hosts


def test_address_and_hosts_can_be_given() -> None:
    given = {**GIVEN, "LISTEN_ADDRESS": "127.0.0.9", "ALLOWED_HOSTS": "a.example, b.example"}
    settings = Settings.from_environment(given)
    assert settings.listen_address == "127.0.0.9"
    assert settings.allowed_hosts == ("a.example", "b.example")


def test_the_page_is_where_browsers_say_that_they_opened_it() -> None:
    assert Settings.from_environment(GIVEN).page_origin is None
    settings = Settings.from_environment({**GIVEN, "PAGE_ORIGIN": "http://Internal-mlflow.elb.amazonaws.com:5000"})
    assert settings.page_origin == "http://internal-mlflow.elb.amazonaws.com:5000"
