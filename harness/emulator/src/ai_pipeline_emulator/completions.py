"""What our stack needs of the emulators and they leave out, added at their start; each gap is named where it is closed.

The emulators share these modules below different package names; the changes are made before any request is served.
"""

from __future__ import annotations

import copy
import importlib
import json
from typing import Any

GATEWAY_RESPONSES = "x-amazon-apigateway-gateway-responses"


def complete(emulator: str) -> None:
    """Closes all gaps.

    Args:
        emulator: package of the emulator, `localemu` or `localstack`.
    """
    apigateway = f"{emulator}.services.apigateway"
    _import_gateway_responses(
        importlib.import_module(f"{apigateway}.helpers"),
        importlib.import_module(f"{apigateway}.next_gen.execute_api.gateway_response"),
    )
    _tell_request_ids(importlib.import_module(f"{apigateway}.next_gen.execute_api.handlers.gateway_exception"))
    _follow_aliases(importlib.import_module(f"{emulator}.services.lambda_.invocation.event_manager"))


def _import_gateway_responses(helpers: Any, gateway_response: Any) -> None:
    """The gateway responses of an imported OpenAPI definition are ignored; here they are stored."""
    original = helpers.import_api_from_openapi_spec

    def import_api(rest_api: Any, context: Any, open_api_spec: dict[str, Any], mode: Any) -> Any:
        result = original(rest_api, context=context, open_api_spec=open_api_spec, mode=mode)
        container = helpers.get_apigateway_store(context=context).rest_apis[rest_api.id]
        for kind, wanted in open_api_spec.get(GATEWAY_RESPONSES, {}).items():
            container.gateway_responses[kind] = gateway_response.build_gateway_response(
                response_type=kind,
                status_code=wanted.get("statusCode"),
                response_parameters=wanted.get("responseParameters"),
                response_templates=wanted.get("responseTemplates"),
                default_response=False,
            )
        return result

    helpers.import_api_from_openapi_spec = import_api


def _tell_request_ids(gateway_exception: Any) -> None:
    """Templates of gateway responses know `$context.error` only; here also `$context.requestId`."""
    handler = gateway_exception.GatewayExceptionHandler
    original = handler._build_response_content

    def build(exception: Any, gateway_response: Any = None, context: Any = None) -> str:
        text: str = original(exception, gateway_response, context)
        if context is None:
            return text
        request_id = json.dumps(str(context.context_variables.get("requestId", "")))[1:-1]
        return text.replace("$context.requestId", request_id)

    handler._build_response_content = staticmethod(build)


def _follow_aliases(event_manager: Any) -> None:
    """Retries and destinations set for an alias are ignored; here an invocation of the alias follows them."""
    original = event_manager.Poller.handle_message

    def handle_message(poller: Any, message: dict[str, Any]) -> None:
        arn = event_manager.SQSInvocation.decode(message["Body"]).invocation.invoked_arn
        manager = poller.version_manager
        configuration = manager.function.event_invoke_configs.get(_qualifier(arn))
        if configuration is not None:
            version = manager.function_version.id.qualifier
            poller, manager = copy.copy(poller), copy.copy(manager)
            poller.version_manager = manager
            manager.function = copy.copy(manager.function)
            manager.function.event_invoke_configs = {version: configuration}
        original(poller, message)

    event_manager.Poller.handle_message = handle_message


def _qualifier(function_arn: str) -> str | None:
    """The version or alias at the end of `arn:aws:lambda:region:account:function:name:qualifier`."""
    parts = function_arn.split(":")
    return parts[7] if len(parts) > 7 else None
