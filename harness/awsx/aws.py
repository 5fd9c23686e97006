"""Resources and functions of pulumi-aws by their tokens, with properties in the schema's spelling.

Its SDK would do as well, but `pulumi_aws.ec2` alone takes longer to import than everything else that a VPC needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

import pulumi


@cache
def _version() -> str:
    """Of the SDK that the program runs with, so that its resources and these share one default provider."""
    return version("pulumi_aws")


class Resource(pulumi.CustomResource):
    """A resource of pulumi-aws.

    Args:
        kind: module and name, such as `ec2/subnet:Subnet`.
        name: its Pulumi name.
        properties: its inputs.
        parent: what it belongs to and, unless that is a component, what must exist before it.
        outputs: properties beside the inputs that `output` is asked for.
    """

    def __init__(
        self,
        kind: str,
        name: str,
        properties: Mapping[str, Any],
        parent: pulumi.Resource,
        outputs: tuple[str, ...] = (),
    ) -> None:
        before = [] if isinstance(parent, pulumi.ComponentResource) else [parent]
        options = pulumi.ResourceOptions(parent=parent, depends_on=before, version=_version())
        super().__init__(f"aws:{kind}", name, {**dict.fromkeys(outputs), **properties}, options)

    def output(self, name: str) -> pulumi.Output[Any]:
        """One of the properties that were given or asked for as outputs."""
        value: pulumi.Output[Any] = getattr(self, name)
        return value


def availability_zones(parent: pulumi.Resource) -> list[str]:
    """Names of the region's zones, as the parent's provider sees them."""
    options = pulumi.InvokeOptions(parent=parent, version=_version())
    answer = pulumi.runtime.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", {}, options)
    names: list[str] = answer.value["names"]
    return names
