"""The account's permission for API Gateway to log, which no single API owns."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from components import policies
from components.target import Target


class ApiLogging(pulumi.ComponentResource):
    """The role with which API Gateway writes logs.

    AWS has one such setting an account and region. `api.accountLogging` leaves it to one of the stacks that share them.
    """

    def __init__(self, name: str, target: Target, opts: pulumi.ResourceOptions | None = None) -> None:
        """Registers the component and its children.

        Args:
            target: where the stack lives.
        """
        super().__init__("learningyogi:api:ApiLogging", name, {}, opts)
        role = aws.iam.Role(
            f"{name}-role",
            name=target.named("api-logging"),
            assume_role_policy=pulumi.Output.json_dumps(policies.trust("apigateway.amazonaws.com")),
            opts=pulumi.ResourceOptions(parent=self),
        )
        # API Gateway takes only a role with the rights of this policy of AWS's own.
        rights = aws.iam.RolePolicyAttachment(
            f"{name}-rights",
            role=role.name,
            policy_arn=f"arn:{target.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
            opts=pulumi.ResourceOptions(parent=self),
        )
        aws.apigateway.Account(
            f"{name}-account",
            cloudwatch_role_arn=role.arn,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[rights]),
        )
        self.register_outputs({})
