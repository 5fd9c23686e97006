from __future__ import annotations

from typing import Any

import pytest
from ai_pipeline_emulator.ecs.secrets import SecretUnavailable, resolve

ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:name-AbCdEf"


class Client:
    """Secrets Manager and Parameter Store, which remember what they were asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def get_secret_value(self, **request: Any) -> dict[str, str]:
        self.asked.append(request)
        if request["SecretId"] != ARN:
            raise LookupError("no such secret")
        return {"SecretString": '{"user": "me", "port": 5432}'}

    def get_parameter(self, **request: Any) -> dict[str, Any]:
        self.asked.append(request)
        return {"Parameter": {"Value": f"value of {request['Name']}"}}


@pytest.mark.parametrize(
    ("value_from", "text"),
    [
        (ARN, '{"user": "me", "port": 5432}'),
        (f"{ARN}:user::", "me"),
        (f"{ARN}:port::", "5432"),
        ("/a/b", "value of /a/b"),
        ("arn:aws:ssm:us-east-1:000000000000:parameter/a/b", "value of /a/b"),
    ],
)
def test_a_reference_stands_for_a_text(value_from: str, text: str) -> None:
    assert resolve(value_from, lambda service: Client()) == text


def test_stage_and_version_are_asked_for() -> None:
    client = Client()
    resolve(f"{ARN}:user:AWSPREVIOUS:", lambda service: client)
    assert client.asked == [{"SecretId": ARN, "VersionStage": "AWSPREVIOUS"}]


def test_a_missing_key_is_an_error_that_names_it() -> None:
    with pytest.raises(SecretUnavailable, match="does not contain json key password"):
        resolve(f"{ARN}:password::", lambda service: Client())


def test_a_missing_secret_is_an_error_that_names_it() -> None:
    with pytest.raises(SecretUnavailable, match="unable to retrieve secret .*other: no such secret"):
        resolve(ARN.replace("name-AbCdEf", "other"), lambda service: Client())
