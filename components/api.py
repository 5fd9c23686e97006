"""The REST API."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from components.api_definition import ROUTES, Route, definition
from components.api_logging import ApiLogging
from components.configuration import ApiSettings
from components.function import Function
from components.target import Target

STAGE = "v1"

# https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
ACCESS_LOG_FIELDS = {
    "requestId": "$context.requestId",
    "time": "$context.requestTime",
    "method": "$context.httpMethod",
    "route": "$context.resourcePath",
    "status": "$context.status",
    "milliseconds": "$context.responseLatency",
    "bytes": "$context.responseLength",
    "address": "$context.identity.sourceIp",
    "caller": "$context.identity.caller",
    "error": "$context.error.message",
    "traceId": "$context.xrayTraceId",
}


class Api(pulumi.ComponentResource):
    """API Gateway in front of the functions' live aliases.

    Attributes:
        full_name: name of the API, also in metrics.
        stage_name: name of the stage, first part of every path.
        url: where callers reach it, without a slash at the end.
    """

    full_name: str
    stage_name: str
    url: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        settings: ApiSettings,
        functions: Mapping[str, Function],
        target: Target,
        *,
        log_retention_days: int,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            settings: who may call, and how often.
            functions: those that answer, by the service that routes name.
            target: where the stack lives.
            log_retention_days: how long access logs are kept.
        """
        super().__init__("learningyogi:api:Api", name, {}, opts)
        self._name, self._target = name, target
        self._child = pulumi.ResourceOptions(parent=self)
        self.full_name, self.stage_name = target.named(), STAGE

        body = pulumi.Output.json_dumps(
            definition(
                self.full_name,
                {service: function.invoke_arn for service, function in functions.items()},
                authorization=settings.authorization,
                cors_origins=settings.cors_origins,
            )
        )
        api = aws.apigateway.RestApi(
            f"{name}-rest",
            name=self.full_name,
            description="Reads timetables",
            body=body,
            endpoint_configuration={"types": "REGIONAL"},
            opts=self._child,
        )
        permissions = [self._permission(route, api, functions[route.service]) for route in ROUTES]
        deployment = aws.apigateway.Deployment(
            f"{name}-deployment",
            rest_api=api.id,
            # A deployment is a snapshot: a new definition needs a new one.
            triggers={"definition": body.apply(lambda text: hashlib.sha256(text.encode()).hexdigest())},
            opts=self._child,
        )
        stage = self._stage(settings, api, deployment, log_retention_days, depends_on=permissions)
        self.url = stage.invoke_url.apply(lambda url: url.rstrip("/"))
        self.register_outputs({"url": self.url})

    def _permission(self, route: Route, api: aws.apigateway.RestApi, function: Function) -> aws.lambda_.Permission:
        """Lets exactly one route invoke its function."""
        path = "/".join("*" if part.startswith("{") else part for part in route.path.split("/"))
        label = f"{route.method}{route.path}".replace("/", "-").replace("{", "").replace("}", "")
        return aws.lambda_.Permission(
            f"{self._name}-{label}",
            statement_id=f"api-{label}",
            action="lambda:InvokeFunction",
            function=function.function_name,
            qualifier=function.alias_name,
            principal="apigateway.amazonaws.com",
            source_arn=pulumi.Output.concat(api.execution_arn, f"/{STAGE}/{route.method.upper()}{path}"),
            opts=self._child,
        )

    def _stage(
        self,
        settings: ApiSettings,
        api: aws.apigateway.RestApi,
        deployment: aws.apigateway.Deployment,
        log_retention_days: int,
        *,
        depends_on: list[pulumi.Resource],
    ) -> aws.apigateway.Stage:
        """Opens the API, with its access log and its throttle."""
        if settings.account_logging:
            depends_on = [*depends_on, ApiLogging(f"{self._name}-logging", self._target, opts=self._child)]
        log_group = aws.cloudwatch.LogGroup(
            f"{self._name}-access",
            name=f"/aws/apigateway/{self.full_name}",
            retention_in_days=log_retention_days,
            opts=self._child,
        )
        stage = aws.apigateway.Stage(
            f"{self._name}-stage",
            rest_api=api.id,
            deployment=deployment.id,
            stage_name=STAGE,
            access_log_settings={"destination_arn": log_group.arn, "format": json.dumps(ACCESS_LOG_FIELDS)},
            xray_tracing_enabled=True,
            opts=pulumi.ResourceOptions(parent=self, depends_on=depends_on),
        )
        aws.apigateway.MethodSettings(
            f"{self._name}-throttle",
            rest_api=api.id,
            stage_name=stage.stage_name,
            method_path="*/*",
            settings={
                "metrics_enabled": True,
                "logging_level": "ERROR",
                "data_trace_enabled": False,  # it would log pages and timetables
                "throttling_rate_limit": settings.requests_per_second,
                "throttling_burst_limit": settings.burst,
            },
            opts=self._child,
        )
        return stage
