"""What a function is made of: what all share, and what makes one differ from the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulumi import Input

from components.configuration import CommonSettings, FunctionSettings
from components.layers import Layers
from components.network import Placement
from components.packages import Packages
from components.policies import Statement
from components.target import Target


@dataclass(frozen=True)
class FunctionPlatform:
    """What all functions of a stack share.

    Attributes:
        settings: runtime, architecture, how long logs are kept.
        packages: where their code is.
        layers: their third-party packages.
        environment: variables that all have, beside those of logging and metrics.
        target: where the stack lives.
    """

    settings: CommonSettings
    packages: Packages
    layers: Layers
    environment: Mapping[str, Input[str]]
    target: Target


@dataclass(frozen=True)
class FunctionArgs:
    """What makes one function differ from the next.

    Attributes:
        service: short name (`ocr`), which is also that of its package and of its dimension in metrics.
        purpose: middle part of the function's name (`ocr-inference`).
        description: one line for the console.
        settings: memory, timeout and concurrency.
        layers: ARNs of layer versions.
        environment: variables beside those of the platform.
        statements: what it may do beside logging and tracing.
        placement: where in the network whose private resources it uses; None keeps it out of the VPC.
        dead_letters_arn: queue for asynchronous invocations that failed for good; None where nobody invokes it so.
        package: dotted name of the Python package with the module `handler`; None: `functions.<service>`.
    """

    service: str
    purpose: str
    description: str
    settings: FunctionSettings
    layers: Sequence[Input[str]]
    environment: Mapping[str, Input[str]]
    statements: Sequence[Statement]
    placement: Placement | None = None
    dead_letters_arn: Input[str] | None = None
    package: str | None = None
