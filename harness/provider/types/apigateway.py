"""API Gateway's REST APIs. Most of what they are is changed by patch operations on paths."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from typing import Any

from ..comparison import same
from ..conversion import to_text
from ..errors import Gone, ProviderError, UncoveredInput
from ..rows import Call, Caller, Change, ErrorPattern, Read, Row, Setting, Tagging
from ..values import Properties

TAGS = Tagging(
    add="TagResource",
    remove="UntagResource",
    key={"resourceArn": "{arn}"},
    tags="tags",
    keys="tagKeys",
    create="",  # LocalEmu answers tags of the create call elsewhere than those added later
    read=Read("GetTags", key={"resourceArn": "{arn}"}),
    found="tags",
)
REST_API_PATCH = {
    "name": "/name",
    "description": "/description",
    "policy": "/policy",
    "minimumCompressionSize": "/minimumCompressionSize",
    "apiKeySource": "/apiKeySource",
    "disableExecuteApiEndpoint": "/disableExecuteApiEndpoint",
    "binaryMediaTypes": "/binaryMediaTypes",
}
STAGE_PATCH = {
    "deployment": "/deploymentId",
    "description": "/description",
    "xrayTracingEnabled": "/tracingEnabled",
    "variables": "/variables",
    "accessLogSettings.destinationArn": "/accessLogSettings/destinationArn",
    "accessLogSettings.format": "/accessLogSettings/format",
}
# https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html, table of UpdateStage
METHOD_PATCH = {
    "metricsEnabled": "metrics/enabled",
    "loggingLevel": "logging/loglevel",
    "dataTraceEnabled": "logging/dataTrace",
    "throttlingBurstLimit": "throttling/burstLimit",
    "throttlingRateLimit": "throttling/rateLimit",
    "cachingEnabled": "caching/enabled",
    "cacheTtlInSeconds": "caching/ttlInSeconds",
    "cacheDataEncrypted": "caching/dataEncrypted",
    "requireAuthorizationForCacheControl": "caching/requireAuthorizationForCacheControl",
    "unauthorizedCacheControlHeaderStrategy": "caching/unauthorizedCacheControlHeaderStrategy",
}
AUTHORIZER_PATCH = {
    "name": "/name",
    "authorizerUri": "/authorizerUri",
    "authorizerCredentials": "/authorizerCredentials",
    "authorizerResultTtlInSeconds": "/authorizerResultTtlInSeconds",
    "identitySource": "/identitySource",
    "identityValidationExpression": "/identityValidationExpression",
    "providerArns": "/providerARNs",
}


def patch_operations(old: Any, new: Any, path: str) -> list[dict[str, str]]:
    """The operations that bring what is at a path from one value to another.

    A map or list is patched element by element: keys of a map and elements of a list are the last part of the path.
    """
    if same(old, new):
        return []
    if isinstance(new, dict) or isinstance(old, dict):
        return _map_operations(old or {}, new or {}, path)
    if isinstance(new, list) or isinstance(old, list):
        removed = [item for item in old or [] if item not in (new or [])]
        added = [item for item in new or [] if item not in (old or [])]
        return [{"op": "remove", "path": f"{path}/{escaped(item)}"} for item in removed] + [
            {"op": "add", "path": f"{path}/{escaped(item)}"} for item in added
        ]
    return [{"op": "replace", "path": path, "value": to_text("" if new is None else new)}]


def _map_operations(old: Mapping[str, Any], new: Mapping[str, Any], path: str) -> list[dict[str, str]]:
    removed = [{"op": "remove", "path": f"{path}/{escaped(key)}"} for key in old if key not in new]
    replaced = [
        {"op": "replace", "path": f"{path}/{escaped(key)}", "value": to_text(value)}
        for key, value in new.items()
        if not same(old.get(key), value)
    ]
    return removed + replaced


def escaped(part: str) -> str:
    """A key as one part of a patch path (JSON pointer's escapes)."""
    return part.replace("~", "~0").replace("/", "~1")


def patched(operation: str, paths: Mapping[str, str], **key: str) -> Change:
    """A change by patch operations.

    Args:
        operation: the update operation.
        paths: property (with one level of nesting at most) -> patch path.
        key: request member -> the name in the resource's scope that fills it.
    """

    def change(resource: Caller, old: Properties) -> None:
        operations = [
            step
            for name, path in paths.items()
            for step in patch_operations(_at(old, name), _at(resource.inputs, name), path)
        ]
        whole = {name.partition(".")[0] for name in paths if "." in name}
        for name in sorted(whole):
            if old.get(name) and not resource.inputs.get(name):
                operations = [step for step in operations if not step["path"].startswith(f"/{name}/")]
                operations.append({"op": "remove", "path": f"/{name}"})
        if operations:
            members = {member: resource.scope[name] for member, name in key.items()}
            resource.call(operation, **members, patchOperations=operations)

    return change


def _at(properties: Properties, name: str) -> Any:
    first, _, second = name.partition(".")
    value = properties.get(first)
    return value.get(second) if second and isinstance(value, dict) else None if second else value


def import_definition(resource: Caller, old: Properties) -> None:
    """Puts the OpenAPI definition, then what its import leaves out or overwrites."""
    inputs, api = resource.inputs, resource.scope["id"]
    if inputs.get("body") is None:
        return
    resource.call(
        "PutRestApi",
        restApiId=api,
        mode=inputs["putRestApiMode"],
        failOnWarnings=inputs["failOnWarnings"],
        body=inputs["body"].encode(),
    )
    _put_gateway_responses(resource, gateway_responses(old.get("body")), gateway_responses(inputs["body"]))
    # The definition's own title and description.
    overwritten = {
        name: path for name, path in REST_API_PATCH.items() if name in ("name", "description") and inputs.get(name)
    }
    operations = [step for name, path in overwritten.items() for step in patch_operations(None, inputs[name], path)]
    resource.call("UpdateRestApi", restApiId=api, patchOperations=operations)


def gateway_responses(body: str | None) -> dict[str, dict[str, Any]]:
    """The `x-amazon-apigateway-gateway-responses` of a definition, by type; AWS imports them, emulators do not.

    Raises:
        ProviderError: the definition is not JSON.
    """
    try:
        definition = json.loads(body) if body else {}
    except ValueError:
        raise ProviderError("the local provider reads a body in JSON only") from None
    return dict(definition.get("x-amazon-apigateway-gateway-responses", {}))


def _put_gateway_responses(resource: Caller, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    api = resource.scope["id"]
    for kind in old.keys() - new.keys():
        with contextlib.suppress(Gone):
            resource.call("DeleteGatewayResponse", restApiId=api, responseType=kind)
    for kind, response in new.items():
        if response != old.get(kind):
            resource.call("PutGatewayResponse", restApiId=api, responseType=kind, **response)


def set_methods(resource: Caller, old: Properties) -> None:
    """Sets throttling, logging, metrics and caching of one method path of a stage."""
    settings = resource.inputs["settings"]
    unknown = [name for name in settings if name not in METHOD_PATCH]
    if unknown:
        raise UncoveredInput("aws:apigateway/methodSettings:MethodSettings", f"settings.{unknown[0]}")
    path = method_path(resource)
    known = old.get("settings") or {}
    operations = [
        {"op": "replace", "path": f"/{path}/{METHOD_PATCH[name]}", "value": to_text(value)}
        for name, value in settings.items()
        if not same(known.get(name), value)
    ]
    resource.call("UpdateStage", **stage_key(resource), patchOperations=operations)


def unset_methods(resource: Caller) -> None:
    """Takes all settings of the method path away, unless they are gone already."""
    key, path = stage_key(resource), method_path(resource)
    if path in resource.call("GetStage", **key).get("methodSettings", {}):
        resource.call("UpdateStage", **key, patchOperations=[{"op": "remove", "path": f"/{path}"}])


def stage_key(resource: Caller) -> dict[str, str]:
    return {"restApiId": resource.inputs["restApi"], "stageName": resource.inputs["stageName"]}


def method_path(resource: Caller) -> str:
    """`resource path/METHOD` with the resource path's own slashes escaped, as patch paths want it."""
    path, _, method = resource.inputs["methodPath"].strip("/").rpartition("/")
    return f"{escaped(path)}/{method}"


ROWS = (
    Row(
        type="aws:apigateway/restApi:RestApi",
        service="apigateway",
        create=Call("CreateRestApi"),
        delete=Call("DeleteRestApi"),
        id="{restApiId}",
        key={"restApiId": "{id}"},
        answers={"restApiId": "id", "rootResourceId": "rootResourceId"},
        reads=(Read("GetRestApi", outputs={"createdDate": "createdDate"}),),
        settings=(
            Setting(("body", "putRestApiMode", "failOnWarnings"), import_definition),
            Setting(tuple(REST_API_PATCH), patched("UpdateRestApi", REST_API_PATCH, restApiId="id")),
        ),
        derived={
            "arn": "arn:aws:apigateway:{region}::/restapis/{id}",
            "executionArn": "arn:aws:execute-api:{region}:{account}:{id}",
        },
        defaults={"putRestApiMode": "overwrite", "failOnWarnings": False},
        autoname="name",
        tagging=TAGS,
    ),
    Row(
        type="aws:apigateway/deployment:Deployment",
        service="apigateway",
        create=Call("CreateDeployment"),
        delete=Call("DeleteDeployment"),
        names={"restApi": "restApiId"},
        id="{deploymentId}",
        key={"restApiId": "{restApi}", "deploymentId": "{id}"},
        answers={"deploymentId": "id"},
        reads=(Read("GetDeployment", outputs={"createdDate": "createdDate"}),),
        settings=(
            Setting(
                ("description",),
                patched("UpdateDeployment", {"description": "/description"}, restApiId="restApi", deploymentId="id"),
            ),
        ),
        local={"triggers": "a change of their values asks for a new deployment"},
        replace=("triggers",),
    ),
    Row(
        type="aws:apigateway/stage:Stage",
        service="apigateway",
        create=Call("CreateStage"),
        delete=Call("DeleteStage"),
        names={"restApi": "restApiId", "deployment": "deploymentId", "xrayTracingEnabled": "tracingEnabled"},
        id="ags-{restApi}-{stageName}",
        key={"restApiId": "{restApi}", "stageName": "{stageName}"},
        reads=(Read("GetStage"),),
        settings=(
            Setting(
                tuple(dict.fromkeys(name.partition(".")[0] for name in STAGE_PATCH)),
                patched("UpdateStage", STAGE_PATCH, restApiId="restApi", stageName="stageName"),
            ),
        ),
        derived={
            "arn": "arn:aws:apigateway:{region}::/restapis/{restApi}/stages/{stageName}",
            "executionArn": "arn:aws:execute-api:{region}:{account}:{restApi}/{stageName}",
            # Where the emulator answers; AWS would at https://{restApi}.execute-api.{region}.amazonaws.com/{stageName}
            "invokeUrl": "{endpoint}/_aws/execute-api/{restApi}/{stageName}",
        },
        identity=("restApi", "stageName"),
        tagging=TAGS,
    ),
    Row(
        type="aws:apigateway/methodSettings:MethodSettings",
        service="apigateway",
        create=Call("UpdateStage"),
        names={"restApi": "restApiId"},
        id="{restApi}-{stageName}-{methodPath}",
        key={"restApiId": "{restApi}", "stageName": "{stageName}"},
        reads=(Read("GetStage", root="methodSettings.{methodPath}", names={"settings": ""}, only=("settings",)),),
        settings=(Setting(("settings",), set_methods),),
        local={"methodPath": "a part of the patch paths"},
        identity=("restApi", "stageName", "methodPath"),
        replace=("restApi", "stageName", "methodPath"),
        deleting=unset_methods,
    ),
    Row(
        type="aws:apigateway/account:Account",
        service="apigateway",
        create=Call("UpdateAccount", fixed={"patchOperations": []}),
        delete=Call(
            "UpdateAccount", fixed={"patchOperations": [{"op": "replace", "path": "/cloudwatchRoleArn", "value": ""}]}
        ),
        id="api-gateway-account",
        key={},
        reads=(Read("GetAccount"),),
        settings=(
            Setting(("cloudwatchRoleArn",), patched("UpdateAccount", {"cloudwatchRoleArn": "/cloudwatchRoleArn"})),
        ),
        retry=(ErrorPattern("BadRequestException", "role ARN does not have required permissions"),),
    ),
    Row(
        type="aws:apigateway/response:Response",
        service="apigateway",
        create=Call("PutGatewayResponse"),
        update=Call("PutGatewayResponse"),
        delete=Call("DeleteGatewayResponse"),
        names={"restApiId": "restApiId"},
        id="aggr-{restApiId}-{responseType}",
        key={"restApiId": "{restApiId}", "responseType": "{responseType}"},
        reads=(Read("GetGatewayResponse"),),
        identity=("restApiId", "responseType"),
        replace=("restApiId", "responseType"),
    ),
    Row(
        type="aws:apigateway/authorizer:Authorizer",
        service="apigateway",
        create=Call("CreateAuthorizer"),
        delete=Call("DeleteAuthorizer"),
        names={"restApi": "restApiId"},
        id="{authorizerId}",
        key={"restApiId": "{restApi}", "authorizerId": "{id}"},
        answers={"authorizerId": "id"},
        reads=(Read("GetAuthorizer"),),
        settings=(
            Setting(
                tuple(AUTHORIZER_PATCH),
                patched("UpdateAuthorizer", AUTHORIZER_PATCH, restApiId="restApi", authorizerId="id"),
            ),
        ),
        derived={"arn": "arn:aws:apigateway:{region}::/restapis/{restApi}/authorizers/{id}"},
        defaults={"type": "TOKEN", "authorizerResultTtlInSeconds": 300},
        autoname="name",
        unordered=("providerArns",),
    ),
)
