"""The functions of `aws.*` that programs call while they run: accounts, regions, zones, policy documents."""

from __future__ import annotations

import base64
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from .clients import Clients
from .errors import ProviderError
from .values import Properties

Invoke = Callable[[Properties, Clients], Properties]
OFFLINE_PREFIX_LIST = "pl-00000000"
OFFLINE_ZONES = "abc"  # the letters of the zones that a preview with nothing running supposes


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


def availability_zones(arguments: Properties, clients: Clients) -> Properties:
    """The zones of the region; offline its zones a, b and c."""
    name = arguments.get("region") or clients.configuration.region
    if clients.configuration.offline:
        names, ids = [f"{name}{letter}" for letter in OFFLINE_ZONES], [f"{name}-az{index + 1}" for index in range(3)]
        groups = [name]
    else:
        state = {"Name": "state", "Values": [arguments["state"]]} if arguments.get("state") else None
        filters = [{"Name": item["name"], "Values": item["values"]} for item in arguments.get("filters") or []]
        request = {"Filters": [*filters, state] if state else filters} if filters or state else {}
        zones = clients.client("ec2", name).describe_availability_zones(**request)["AvailabilityZones"]
        excluded = {*(arguments.get("excludeNames") or []), *(arguments.get("excludeZoneIds") or [])}
        zones = sorted(
            (zone for zone in zones if not {zone["ZoneName"], zone.get("ZoneId")} & excluded),
            key=lambda zone: zone["ZoneName"],
        )
        names, ids = [zone["ZoneName"] for zone in zones], [zone.get("ZoneId", "") for zone in zones]
        groups = sorted({zone.get("GroupName", name) for zone in zones})
    return {**arguments, "names": names, "zoneIds": ids, "groupNames": groups, "id": name, "region": name}


def prefix_list(arguments: Properties, clients: Clients) -> Properties:
    """An AWS prefix list by id or name (`com.amazonaws.<region>.s3`); offline the id pl-00000000."""
    name, list_id = arguments.get("name"), arguments.get("prefixListId")
    filters = [{"Name": item["name"], "Values": item["values"]} for item in arguments.get("filters") or []]
    if name:
        filters.append({"Name": "prefix-list-name", "Values": [name]})
    if clients.configuration.offline:
        return {**arguments, "id": list_id or OFFLINE_PREFIX_LIST, "name": name or "", "cidrBlocks": []}
    request = {**({"Filters": filters} if filters else {}), **({"PrefixListIds": [list_id]} if list_id else {})}
    found = clients.client("ec2", arguments.get("region")).describe_prefix_lists(**request)["PrefixLists"]
    matching = [
        item for item in found if name in (None, item["PrefixListName"]) and list_id in (None, item["PrefixListId"])
    ]
    if len(matching) != 1:
        raise ProviderError(
            f"{len(matching)} prefix lists match {name or list_id or filters}: ask for exactly one by name or id"
        )
    item = matching[0]
    return {
        **arguments,
        "id": item["PrefixListId"],
        "name": item["PrefixListName"],
        "cidrBlocks": item.get("Cidrs", []),
    }


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


INVOKES: dict[str, Invoke] = {
    "aws:ssm/getParameter:getParameter": parameter,
    "aws:secretsmanager/getSecretVersion:getSecretVersion": secret_version,
    "aws:index/getCallerIdentity:getCallerIdentity": caller_identity,
    "aws:index/getRegion:getRegion": region,
    "aws:index/getPartition:getPartition": partition,
    "aws:index/getAvailabilityZones:getAvailabilityZones": availability_zones,
    "aws:ec2/getPrefixList:getPrefixList": prefix_list,
}


def invoke(token: str, arguments: Properties, clients: Clients) -> Properties:
    """Answers a program's call of a provider function.

    Raises:
        ProviderError: the function is not implemented, or the emulator refuses.
    """
    if token not in INVOKES:
        raise ProviderError(f"the local AWS provider does not implement {token}; add it to harness/provider/invokes.py")
    try:
        return INVOKES[token](arguments, clients)
    except (BotoCoreError, ClientError) as error:
        raise ProviderError(f"{token}: {error}") from error
