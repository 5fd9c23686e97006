"""Where a stack lives, and the names and ARNs that follow from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """The account and region of one stack.

    Attributes:
        stack: the stack's name, such as `dev`.
        account: twelve-digit AWS account id.
        region: such as `us-east-1`.
        partition: `aws`, or another of AWS's partitions.
    """

    stack: str
    account: str
    region: str
    partition: str

    def named(self, purpose: str = "") -> str:
        """`ai-pipeline-<purpose>-<stack>`, or `ai-pipeline-<stack>` for the pipeline as a whole."""
        return "-".join(part for part in ("ai-pipeline", purpose, self.stack) if part)

    def bucket(self, purpose: str) -> str:
        """`learningyogi-<purpose>-<stack>-<account>`: bucket names are shared by all of AWS."""
        return f"learningyogi-{purpose}-{self.stack}-{self.account}"

    def arn(self, service: str, resource: str) -> str:
        """The ARN of a resource in this account and region."""
        return f"arn:{self.partition}:{service}:{self.region}:{self.account}:{resource}"
