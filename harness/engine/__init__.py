"""A deployment engine that speaks Pulumi's gRPC protocol: deploys the program where no Pulumi CLI is installed."""

from harness.engine.engine import Engine
from harness.engine.errors import EngineError
from harness.engine.events import DeploymentResult, Message, Operation, PropertyChange, ResourceStep, Status
from harness.engine.options import Options

__all__ = [
    "DeploymentResult",
    "Engine",
    "EngineError",
    "Message",
    "Operation",
    "Options",
    "PropertyChange",
    "ResourceStep",
    "Status",
]
