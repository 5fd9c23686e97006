"""The functions of `aws.*` that programs call while they run: accounts, regions, zones, policy documents."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass

from botocore.exceptions import BotoCoreError, ClientError

from . import lookups
from .clients import Clients
from .errors import ProviderError
from .lookups import SECURITY_GROUP, SUBNET, VPC
from .values import Properties

Answer = Callable[[Properties, Clients], Properties]


@dataclass(frozen=True)
class Function:
    """A function of the provider.

    Attributes:
        answer: its outputs, from its arguments and what the emulator says.
        arguments: those that it heeds, beside `region`.
    """

    answer: Answer
    arguments: frozenset[str] = frozenset()


def caller_identity(arguments: Properties, clients: Clients) -> Properties:
    """Who calls; offline the account 000000000000."""
    if clients.configuration.offline:
        account = clients.account
        return {"accountId": account, "arn": f"arn:aws:iam::{account}:root", "userId": account, "id": account}
    identity = clients.client("sts").get_caller_identity()
    return {
        "accountId": identity["Account"],
        "arn": identity["Arn"],
        "userId": identity["UserId"],
        "id": identity["Account"],
    }


def region(arguments: Properties, clients: Clients) -> Properties:
    """The configured region, or the one that was asked for."""
    name = arguments.get("region") or arguments.get("name") or clients.configuration.region
    return {"name": name, "region": name, "id": name, "description": name, "endpoint": f"ec2.{name}.amazonaws.com"}


def partition(arguments: Properties, clients: Clients) -> Properties:
    """AWS's main partition: emulators know no other."""
    return {"partition": "aws", "dnsSuffix": "amazonaws.com", "reverseDnsPrefix": "com.amazonaws", "id": "aws"}


def parameter(arguments: Properties, clients: Clients) -> Properties:
    """The value of an SSM parameter, decrypted unless `withDecryption` is false."""
    found = clients.client("ssm", arguments.get("region")).get_parameter(
        Name=arguments["name"], WithDecryption=arguments.get("withDecryption", True)
    )["Parameter"]
    values = {"value": found["Value"], "insecureValue": found["Value"] if found["Type"] != "SecureString" else ""}
    described = {"arn": found["ARN"], "type": found["Type"], "version": found["Version"], "id": found["Name"]}
    return {**arguments, **described, **values}


def secret_version(arguments: Properties, clients: Clients) -> Properties:
    """The value of a secret: of a version, or of a stage (AWSCURRENT where neither is named)."""
    chosen = {"VersionId": arguments.get("versionId"), "VersionStage": arguments.get("versionStage")}
    found = clients.client("secretsmanager", arguments.get("region")).get_secret_value(
        SecretId=arguments["secretId"], **{member: value for member, value in chosen.items() if value}
    )
    return {
        **arguments,
        "arn": found["ARN"],
        "id": f"{arguments['secretId']}|{found['VersionId']}",
        "versionId": found["VersionId"],
        "versionStages": found["VersionStages"],
        "secretString": found.get("SecretString", ""),
        "secretBinary": base64.b64encode(found.get("SecretBinary", b"")).decode(),
        "createdDate": found["CreatedDate"].isoformat(),
    }


INVOKES = {
    "aws:index/getCallerIdentity:getCallerIdentity": Function(caller_identity),
    "aws:index/getRegion:getRegion": Function(region, frozenset({"name"})),
    "aws:index/getPartition:getPartition": Function(partition),
    "aws:index/getAvailabilityZones:getAvailabilityZones": Function(
        lookups.availability_zones, frozenset({"state", "filters", "excludeNames", "excludeZoneIds"})
    ),
    "aws:ec2/getPrefixList:getPrefixList": Function(
        lookups.prefix_list, frozenset({"name", "prefixListId", "filters"})
    ),
    "aws:ec2/getVpc:getVpc": Function(VPC.one, VPC.arguments),
    "aws:ec2/getSubnet:getSubnet": Function(SUBNET.one, SUBNET.arguments),
    "aws:ec2/getSubnets:getSubnets": Function(SUBNET.every_id, frozenset({"filters", "tags"})),
    "aws:ec2/getSecurityGroup:getSecurityGroup": Function(SECURITY_GROUP.one, SECURITY_GROUP.arguments),
    "aws:ssm/getParameter:getParameter": Function(parameter, frozenset({"name", "withDecryption"})),
    "aws:secretsmanager/getSecretVersion:getSecretVersion": Function(
        secret_version, frozenset({"secretId", "versionId", "versionStage"})
    ),
}


def invoke(token: str, arguments: Properties, clients: Clients) -> Properties:
    """Answers a program's call of a provider function.

    Raises:
        ProviderError: the function or one of its arguments is not implemented, or the emulator refuses.
    """
    if token not in INVOKES:
        raise ProviderError(f"the local AWS provider does not implement {token}; add it to harness/provider/invokes.py")
    function = INVOKES[token]
    given = {name: value for name, value in arguments.items() if value is not None}
    unknown = sorted(set(given) - function.arguments - {"region"})
    if unknown:
        raise ProviderError(
            f"the local AWS provider does not heed '{unknown[0]}' of {token}; add it in harness/provider/invokes.py"
        )
    try:
        return function.answer(given, clients)
    except (BotoCoreError, ClientError) as error:
        raise ProviderError(f"{token}: {error}") from error
