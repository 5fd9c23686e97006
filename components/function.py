"""One Lambda function with all that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pulumi
import pulumi_aws as aws

from components import policies
from components.configuration import CommonSettings, FunctionSettings
from components.function_access import join_network, send_traces, write_logs
from components.network import Network
from components.packages import Packages
from components.target import Target

ALIAS = "live"
METRICS_NAMESPACE = "LearningYogi/AiPipeline"


@dataclass(frozen=True)
class FunctionArgs:
    """What makes one function differ from the next.

    Attributes:
        service: short name (`ocr`), which is also that of its package and of its dimension in metrics.
        purpose: middle part of the function's name (`ocr-inference`).
        description: one line for the console.
        settings: memory, timeout and concurrency.
        layers: ARNs of layer versions.
        environment: variables beside those that all functions have.
        statements: what it may do beside logging and tracing.
        network: the network whose private resources it uses; None keeps it out of the VPC.
        dead_letters_arn: queue for asynchronous invocations that failed for good; None where nobody invokes it so.
    """

    service: str
    purpose: str
    description: str
    settings: FunctionSettings
    layers: Sequence[pulumi.Input[str]]
    environment: Mapping[str, pulumi.Input[str]]
    statements: Sequence[policies.Statement]
    network: Network | None = None
    dead_letters_arn: pulumi.Input[str] | None = field(default=None)


class Function(pulumi.ComponentResource):
    """A function, its role with only its rights, its log group, and the alias through which everybody calls it.

    Attributes:
        service: short name, such as `ocr`.
        timeout: seconds an invocation may take.
        full_name: name of the function, known before it exists.
        function_name: the same once the function exists.
        alias_name: name of the alias, `live`.
        alias_arn: ARN of the alias.
        invoke_arn: what API Gateway calls to invoke the alias.
    """

    service: str
    timeout: int
    full_name: str
    function_name: pulumi.Output[str]
    alias_name: pulumi.Output[str]
    alias_arn: pulumi.Output[str]
    invoke_arn: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        args: FunctionArgs,
        common: CommonSettings,
        packages: Packages,
        target: Target,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Args:
        args: what is special about it.
        common: what all functions share.
        packages: where its code is.
        target: where the stack lives.
        """
        super().__init__("learningyogi:lambda:Function", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        full_name = target.named(args.purpose)
        log_group = aws.cloudwatch.LogGroup(
            f"{name}-logs",
            name=f"/aws/lambda/{full_name}",
            retention_in_days=common.log_retention_days,
            opts=child,
        )
        role = aws.iam.Role(
            f"{name}-role",
            name=full_name,
            assume_role_policy=pulumi.Output.json_dumps(policies.trust("lambda.amazonaws.com")),
            opts=child,
        )
        statements = [*write_logs(log_group.arn), *send_traces(), *args.statements]
        if args.network:
            statements += join_network(target, full_name)
        rights = aws.iam.RolePolicy(
            f"{name}-rights",
            name=full_name,
            role=role.name,
            policy=pulumi.Output.json_dumps(policies.document(statements)),
            opts=child,
        )
        function = aws.lambda_.Function(
            name,
            name=full_name,
            description=args.description,
            role=role.arn,
            runtime=common.runtime,
            architectures=[common.architecture],
            handler=f"functions.{args.service}.handler.handler",
            code=packages.function(args.service),
            layers=list(args.layers),
            memory_size=args.settings.memory,
            timeout=args.settings.timeout,
            reserved_concurrent_executions=args.settings.reserved_concurrency,
            environment={"variables": {**_common_environment(args.service, target), **args.environment}},
            vpc_config=_placement(args.network),
            tracing_config={"mode": "Active"},
            # Powertools writes JSON lines itself.
            logging_config={"log_format": "Text", "log_group": log_group.name},
            publish=True,
            # Lambda tries the rights (to attach to the network) when it creates the function.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[rights]),
        )
        alias = aws.lambda_.Alias(
            f"{name}-{ALIAS}",
            name=ALIAS,
            function_name=function.name,
            function_version=function.version,
            opts=child,
        )
        if args.settings.provisioned_concurrency:
            aws.lambda_.ProvisionedConcurrencyConfig(
                f"{name}-provisioned",
                function_name=function.name,
                qualifier=alias.name,
                provisioned_concurrent_executions=args.settings.provisioned_concurrency,
                opts=child,
            )
        if args.dead_letters_arn is not None:
            aws.lambda_.FunctionEventInvokeConfig(
                f"{name}-asynchronous",
                function_name=function.name,
                qualifier=alias.name,
                maximum_retry_attempts=2,
                destination_config={"on_failure": {"destination": args.dead_letters_arn}},
                opts=child,
            )
        self.service, self.timeout, self.full_name = args.service, args.settings.timeout, full_name
        self.function_name = function.name
        self.alias_name, self.alias_arn, self.invoke_arn = alias.name, alias.arn, alias.invoke_arn
        self.register_outputs({"functionName": self.function_name, "aliasArn": self.alias_arn})


def _common_environment(service: str, target: Target) -> dict[str, str]:
    return {
        "ENVIRONMENT": target.stack,
        "POWERTOOLS_SERVICE_NAME": service,
        "POWERTOOLS_METRICS_NAMESPACE": METRICS_NAMESPACE,
        "POWERTOOLS_LOG_LEVEL": "INFO",
    }


def _placement(network: Network | None) -> aws.lambda_.FunctionVpcConfigArgs | None:
    if network is None:
        return None
    return aws.lambda_.FunctionVpcConfigArgs(
        subnet_ids=network.private_subnet_ids, security_group_ids=[network.functions_group_id]
    )
