"""Users, parameters, secrets and names of keys on the running emulator."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from harness.provider.values import Archive, Asset
from tests.harness.provider.round_trip import policy, round_trip, trust
from tests.harness.provider.stack import Deployed, Stack

pytestmark = pytest.mark.emulator


def unique(prefix: str) -> str:
    return f"{prefix}-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def pool(stack: Stack) -> Deployed:
    return stack.create("aws:cognito/userPool:UserPool", "pool", name=unique("pool"))


def test_a_user_pool_lives_through_a_round_trip(stack: Stack) -> None:
    first = {
        "name": unique("pool"),
        "autoVerifiedAttributes": ["email"],
        "usernameAttributes": ["email"],
        "passwordPolicy": {"minimumLength": 12, "requireNumbers": True},
        "adminCreateUserConfig": {"allowAdminCreateUserOnly": True},
        "tags": {"a": "1"},
    }
    second = {**first, "passwordPolicy": {"minimumLength": 16, "requireNumbers": False}, "tags": {"a": "2"}}
    with round_trip(
        stack, "aws:cognito/userPool:UserPool", first, second, replacing={**first, "usernameAttributes": []}
    ) as pool:
        assert pool.outputs["endpoint"].endswith(f".amazonaws.com/{pool.id}")


def test_a_client_of_a_user_pool_lives_through_a_round_trip(stack: Stack, pool: Deployed) -> None:
    first = {
        "userPoolId": pool.id,
        "name": "web",
        "explicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        "callbackUrls": ["https://example.org/signed-in"],
        "accessTokenValidity": 1,
        "tokenValidityUnits": {"accessToken": "hours"},
    }
    with round_trip(
        stack,
        "aws:cognito/userPoolClient:UserPoolClient",
        first,
        {**first, "callbackUrls": ["https://example.org/in"]},
        replacing={**first, "generateSecret": True},
    ) as client:
        assert client.outputs["clientId"] == client.id


def test_domain_and_group_of_a_user_pool_live_through_a_round_trip(stack: Stack, pool: Deployed) -> None:
    domain = {"domain": unique("sign-in"), "userPoolId": pool.id}
    with round_trip(stack, "aws:cognito/userPoolDomain:UserPoolDomain", domain):
        pass
    group = {"name": "teachers", "userPoolId": pool.id, "description": "one", "precedence": 3}
    with round_trip(stack, "aws:cognito/userGroup:UserGroup", group, {**group, "description": "two"}):
        pass


def test_an_authorizer_lives_through_a_round_trip(stack: Stack, pool: Deployed) -> None:
    api = stack.create("aws:apigateway/restApi:RestApi", "api", name=unique("api"))
    first = {
        "restApi": api.id,
        "name": "users",
        "type": "COGNITO_USER_POOLS",
        "identitySource": "method.request.header.Authorization",
        "providerArns": [pool.outputs["arn"]],
    }
    with round_trip(
        stack,
        "aws:apigateway/authorizer:Authorizer",
        first,
        {**first, "name": "teachers", "authorizerResultTtlInSeconds": 60},
        replacing={**first, "type": "TOKEN"},
    ):
        pass


@pytest.mark.parametrize("kind", ["String", "SecureString"])
def test_a_parameter_lives_through_a_round_trip(stack: Stack, kind: str) -> None:
    first = {"name": f"/tests/{unique('x')}", "type": kind, "value": "one", "description": "x", "tags": {"a": "1"}}
    with round_trip(
        stack,
        "aws:ssm/parameter:Parameter",
        first,
        {**first, "value": "two", "tags": {"b": "1"}},
        replacing={**first, "name": "/tests/other"},
    ) as parameter:
        version = parameter.outputs["version"]
        assert version > 1
        found = stack.invoke("aws:ssm/getParameter:getParameter", name=first["name"])
        assert (found["value"], found["type"], found["version"]) == ("two", kind, version)


def test_a_secret_and_its_value_live_through_a_round_trip(stack: Stack) -> None:
    first: dict[str, Any] = {"name": unique("secret"), "description": "one", "tags": {"a": "1"}}
    second = {
        **first,
        "description": "two",
        "policy": policy("secretsmanager:GetSecretValue", principal={"AWS": "arn:aws:iam::000000000000:root"}),
    }
    with round_trip(
        stack, "aws:secretsmanager/secret:Secret", first, second, first, replacing={**first, "name": "other"}
    ) as secret:
        value = {"secretId": secret.id, "secretString": json.dumps({"user": "a"})}
        with round_trip(
            stack,
            "aws:secretsmanager/secretVersion:SecretVersion",
            value,
            replacing={**value, "secretString": "b"},
            remains=True,
        ) as version:
            found = stack.invoke("aws:secretsmanager/getSecretVersion:getSecretVersion", secretId=secret.id)
            assert found["secretString"] == value["secretString"]
            assert found["versionId"] == version.outputs["versionId"]


def test_the_rotation_of_a_secret_lives_through_a_round_trip(stack: Stack) -> None:
    role = stack.create("aws:iam/role:Role", "role", assumeRolePolicy=trust("lambda.amazonaws.com"))
    rotator = stack.create(
        "aws:lambda/function:Function",
        "rotator",
        name=unique("rotator"),
        role=role.outputs["arn"],
        runtime="python3.13",
        handler="rotator.main",
        code=Archive(assets={"rotator.py": Asset(text="def main(event, context): pass\n")}),
    )
    secret, other = (stack.create("aws:secretsmanager/secret:Secret", name, name=unique(name)) for name in "ab")
    stack.create("aws:secretsmanager/secretVersion:SecretVersion", "value", secretId=secret.id, secretString="one")
    monthly = {
        "secretId": secret.id,
        "rotationLambdaArn": rotator.outputs["arn"],
        "rotationRules": {"automaticallyAfterDays": 30},
    }
    weekly = {**monthly, "rotationRules": {"automaticallyAfterDays": 7}}
    with round_trip(
        stack,
        "aws:secretsmanager/secretRotation:SecretRotation",
        monthly,
        weekly,
        replacing={**monthly, "secretId": other.id},
    ) as rotation:
        assert rotation.outputs["rotationEnabled"] is True


def test_an_alias_of_a_key_lives_through_a_round_trip(stack: Stack) -> None:
    keys = [stack.create("aws:kms/key:Key", "key") for _ in range(2)]
    first = {"name": f"alias/{unique('key')}", "targetKeyId": keys[0].outputs["arn"]}
    second = {**first, "targetKeyId": keys[1].id}
    with round_trip(stack, "aws:kms/alias:Alias", first, second, replacing={**first, "name": "alias/other"}) as alias:
        assert alias.outputs["arn"].endswith(f":{alias.id}")
