"""Checks on training: whether a run could start now, without starting one."""

from __future__ import annotations

from harness.client import PipelineClient
from harness.smoke.expect import expect


def training_could_start(client: PipelineClient) -> str:
    """The workflow is active, and the registry answers by as many servers as it should have at least."""
    outputs = client.outputs
    if "trainingStateMachineArn" not in outputs:
        return "the stack has no training"
    client.wait_for_registry()
    machine = client.aws("stepfunctions").describe_state_machine(stateMachineArn=outputs["trainingStateMachineArn"])
    expect(machine["status"] == "ACTIVE", f"the workflow is {machine['status']}")
    (service,) = client.aws("ecs").describe_services(
        cluster=outputs["clusterName"], services=[outputs["mlflowServiceName"]]
    )["services"]
    running, wanted = service["runningCount"], service["desiredCount"]
    expect(running >= wanted, f"{running} of {wanted} servers of the registry run")
    return f"MLflow answers at {outputs['mlflowUrl']}, {running} servers"
