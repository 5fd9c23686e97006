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
    _answer_by_gateway_responses(
        importlib.import_module(f"{apigateway}.next_gen.execute_api.handlers.gateway_exception")
    )
    _follow_aliases(importlib.import_module(f"{emulator}.services.lambda_.invocation.event_manager"))
    _start_workflows(importlib.import_module(f"{emulator}.services.events.target"))


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


def _answer_by_gateway_responses(gateway_exception: Any) -> None:
    """Gateway responses are followed in part or not at all, depending on the emulator; here body and headers are."""
    handler = gateway_exception.GatewayExceptionHandler
    original = handler.create_exception_response

    def create(self: Any, exception: Any, context: Any) -> Any:
        response = original(self, exception, context)
        configured = context.deployment.rest_api.gateway_responses
        family = "DEFAULT_5XX" if response.status_code >= 500 else "DEFAULT_4XX"
        if wanted := configured.get(str(exception.type)) or configured.get(family):
            if template := wanted.get("responseTemplates", {}).get("application/json"):
                request_id = context.context_variables.get("requestId", "")
                response.data = _render(template, exception.message, request_id)
            for name, value in wanted.get("responseParameters", {}).items():
                response.headers[name.removeprefix("gatewayresponse.header.")] = value.strip("'")
        return response

    handler.create_exception_response = create


def _render(template: str, message: str, request_id: str) -> str:
    """Fills in the variables of our templates; `messageString` brings its own quotes, the others do not."""
    quoted = json.dumps(message)
    return (
        template.replace("$context.error.messageString", quoted)
        .replace("$context.error.message", quoted[1:-1])
        .replace("$context.requestId", request_id)
    )


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


def _start_workflows(target: Any) -> None:
    """An execution gets the event's id for a name, and fails to start on a part of the event; here it names itself."""

    def send_event(sender: Any, event: Any, trace_header: Any) -> None:
        sender.service = "stepfunctions"
        sender.client.start_execution(stateMachineArn=sender.target["Arn"], input=target.to_json_str(event))

    target.StatesTargetSender.send_event = send_event
