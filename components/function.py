"""One Lambda function with all that belongs to it."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from components import policies
from components.function_access import join_network, send_traces, write_logs
from components.function_args import FunctionArgs, FunctionPlatform
from components.network import Placement

ALIAS = "live"
METRICS_NAMESPACE = "LearningYogi/AiPipeline"
RETRIES = 2  # the most that Lambda offers


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
        self, name: str, args: FunctionArgs, platform: FunctionPlatform, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Registers the component and its children.

        Args:
            args: what is special about it.
            platform: what all functions share.
        """
        super().__init__("learningyogi:lambda:Function", name, {}, opts)
        self._name, self._args, self._platform = name, args, platform
        self._child = pulumi.ResourceOptions(parent=self)
        self.service, self.timeout = args.service, args.settings.timeout
        self.full_name = platform.target.named(args.purpose)

        function = self._function(self._log_group())
        alias = aws.lambda_.Alias(
            f"{name}-{ALIAS}",
            name=ALIAS,
            function_name=function.name,
            function_version=function.version,
            opts=self._child,
        )
        self.function_name = function.name
        self.alias_name, self.alias_arn, self.invoke_arn = alias.name, alias.arn, alias.invoke_arn
        if args.settings.provisioned_concurrency:
            self._keep_ready(args.settings.provisioned_concurrency)
        if args.dead_letters_arn is not None:
            self._keep_failures(args.dead_letters_arn)
        self.register_outputs({"functionName": self.function_name, "aliasArn": self.alias_arn})

    def _log_group(self) -> aws.cloudwatch.LogGroup:
        return aws.cloudwatch.LogGroup(
            f"{self._name}-logs",
            name=f"/aws/lambda/{self.full_name}",
            retention_in_days=self._platform.settings.log_retention_days,
            opts=self._child,
        )

    def _role(self, log_group: aws.cloudwatch.LogGroup) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        """The function's role and what it allows."""
        role = aws.iam.Role(
            f"{self._name}-role",
            name=self.full_name,
            assume_role_policy=pulumi.Output.json_dumps(policies.trust("lambda.amazonaws.com")),
            opts=self._child,
        )
        statements = [*write_logs(log_group.arn), *send_traces(), *self._args.statements]
        if self._args.placement:
            statements += join_network(self._platform.target, self.full_name)
        rights = aws.iam.RolePolicy(
            f"{self._name}-rights",
            name=self.full_name,
            role=role.name,
            policy=pulumi.Output.json_dumps(policies.document(statements)),
            opts=self._child,
        )
        return role, rights

    def _function(self, log_group: aws.cloudwatch.LogGroup) -> aws.lambda_.Function:
        args, platform = self._args, self._platform
        role, rights = self._role(log_group)
        return aws.lambda_.Function(
            self._name,
            name=self.full_name,
            description=args.description,
            role=role.arn,
            runtime=platform.settings.runtime,
            architectures=[platform.settings.architecture],
            handler=f"{args.package or f'functions.{args.service}'}.handler.handler",
            code=platform.packages.function(args.service),
            layers=list(args.layers),
            memory_size=args.settings.memory,
            timeout=args.settings.timeout,
            reserved_concurrent_executions=args.settings.reserved_concurrency,
            environment={"variables": self._variables()},
            vpc_config=_vpc_config(args.placement),
            tracing_config={"mode": "Active"},
            # Text, because Powertools writes JSON lines itself.
            logging_config={"log_format": "Text", "log_group": log_group.name},
            publish=True,
            # Lambda tries the rights (to attach to the network) when it creates the function.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[rights]),
        )

    def _variables(self) -> dict[str, pulumi.Input[str]]:
        return {
            "ENVIRONMENT": self._platform.target.stack,
            "POWERTOOLS_SERVICE_NAME": self.service,
            "POWERTOOLS_METRICS_NAMESPACE": METRICS_NAMESPACE,
            "POWERTOOLS_LOG_LEVEL": "INFO",
            **self._platform.environment,
            **self._args.environment,
        }

    def _keep_ready(self, environments: int) -> None:
        aws.lambda_.ProvisionedConcurrencyConfig(
            f"{self._name}-provisioned",
            function_name=self.function_name,
            qualifier=self.alias_name,
            provisioned_concurrent_executions=environments,
            opts=self._child,
        )

    def _keep_failures(self, queue_arn: pulumi.Input[str]) -> None:
        aws.lambda_.FunctionEventInvokeConfig(
            f"{self._name}-asynchronous",
            function_name=self.function_name,
            qualifier=self.alias_name,
            maximum_retry_attempts=RETRIES,
            destination_config={"on_failure": {"destination": queue_arn}},
            opts=self._child,
        )


def _vpc_config(placement: Placement | None) -> aws.lambda_.FunctionVpcConfigArgs | None:
    if placement is None:
        return None
    return aws.lambda_.FunctionVpcConfigArgs(subnet_ids=placement.subnet_ids, security_group_ids=[placement.group_id])
