"""The plugin process of the local awsx: components in Python, served by Pulumi's own SDK."""

from __future__ import annotations

import sys
from typing import Any

import pulumi
from pulumi.provider import ConstructResult, Provider
from pulumi.provider import main as serve_components

from harness.awsx.vpc import Vpc
from harness.provider.lifetime import leave_with

VERSION = "3.11.0"  # of the real package, whose schema the components follow


class AwsxProvider(Provider):
    """Builds the components of awsx that the program uses."""

    def __init__(self) -> None:
        super().__init__(VERSION)

    def construct(
        self, name: str, resource_type: str, inputs: Any, options: pulumi.ResourceOptions | None = None
    ) -> ConstructResult:
        """Builds one component.

        Raises:
            ValueError: the component or one of its arguments is not supported here.
        """
        if resource_type != "awsx:ec2:Vpc":
            raise ValueError(f"the local awsx does not implement {resource_type}; add it to harness/awsx")
        vpc = Vpc(name, inputs, options)
        return ConstructResult(urn=vpc.urn, state=vpc.outputs)


def main() -> int:
    """Runs the plugin as engines start it: `pulumi-resource-awsx ENGINE_ADDRESS`."""
    channel = leave_with(sys.argv[1]) if len(sys.argv) > 1 else None
    serve_components(AwsxProvider(), sys.argv[1:])
    if channel is not None:
        channel.close()
    return 0
