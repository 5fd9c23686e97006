"""The program as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.recording import Recording, run_program, with_training

COMPONENTS = {
    "network": "learningyogi:network:Network",
    "storage": "learningyogi:storage:Storage",
    "feature-store": "learningyogi:featurestore:FeatureStore",
    "events": "learningyogi:events:Events",
    "layers": "learningyogi:lambda:Layers",
    "inference": "learningyogi:inference:Inference",
    "uploads": "learningyogi:lambda:Function",
    "api": "learningyogi:api:Api",
    "rollout": "learningyogi:rollout:Rollout",
    "cluster": "learningyogi:containers:Cluster",
    "registry": "learningyogi:registry:Registry",
    "training": "learningyogi:training:Training",
    "monitoring": "learningyogi:monitoring:Monitoring",
}


def test_the_program_is_made_of_components_only(stack: Recording) -> None:
    top = {one.name: one.type for one in stack.resources if one.parent == f"ai-pipeline-{stack.stack}"}
    assert top == COMPONENTS


def test_children_are_named_after_their_component(stack: Recording) -> None:
    for one in stack.resources:
        if one.name not in COMPONENTS:
            assert one.name.startswith(one.parent), (one.name, one.parent)


def test_every_resource_has_a_name_of_its_own(stack: Recording) -> None:
    names = [(one.type, one.name) for one in stack.resources]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("stack_name", ["dev", "prod"])
def test_the_first_preview_lists_what_the_deployment_makes(
    stack_name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Before anything exists no ARN, id or address is known."""
    deployed: Recording = request.getfixturevalue(stack_name)
    preview = run_program(stack_name, tmp_path, with_training(stack_name), preview=True)
    assert {(one.type, one.name) for one in preview.resources} == {(one.type, one.name) for one in deployed.resources}
