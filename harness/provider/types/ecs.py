"""ECS: clusters, task definitions, services."""

from __future__ import annotations

import json
import time
from typing import Any

from ..errors import ProviderError
from ..rows import Call, Caller, Codec, Read, Row
from .tagging import tagged_by_arn

TAGS = tagged_by_arn("resourceArn")
STEADY_SECONDS = 600
PAUSE_SECONDS = 1.0


def _public_ip_as_text(network: dict[str, Any]) -> dict[str, Any]:
    if "assignPublicIp" not in network:
        return network
    return {**network, "assignPublicIp": "ENABLED" if network["assignPublicIp"] else "DISABLED"}


def _public_ip_as_flag(network: dict[str, Any]) -> dict[str, Any]:
    if "assignPublicIp" not in network:
        return network
    return {**network, "assignPublicIp": network["assignPublicIp"] == "ENABLED"}


def steady(resource: Caller) -> None:
    """Waits until the service runs as many tasks as it should, where the program asks for that.

    Raises:
        ProviderError: it did not in time, or ECS gave up on the tasks; the text quotes what ECS says last.
    """
    if not resource.inputs.get("waitForSteadyState"):
        return
    cluster, name = resource.scope["cluster"], resource.scope["name"]
    deadline = time.monotonic() + STEADY_SECONDS
    while True:
        service = resource.call("DescribeServices", cluster=cluster, services=[name])["services"][0]
        if any(one.get("rolloutState") == "FAILED" for one in service.get("deployments", [])):
            raise ProviderError(f"the tasks of the service {name} do not start{_last_words(service)}")
        if service["runningCount"] == service["desiredCount"] and service.get("pendingCount", 0) == 0:
            return
        if time.monotonic() >= deadline:
            raise ProviderError(
                f"the service {name} did not become steady within {STEADY_SECONDS} s{_last_words(service)}"
            )
        time.sleep(PAUSE_SECONDS)


def _last_words(service: dict[str, Any]) -> str:
    """What ECS said last about a service, newest first in its events."""
    reasons = [one["rolloutStateReason"] for one in service.get("deployments", []) if one.get("rolloutStateReason")]
    said = [*reasons[:1], *(event["message"] for event in service.get("events", [])[:1])]
    return f": {' '.join(said)}" if said else ""


ROWS = (
    Row(
        type="aws:ecs/cluster:Cluster",
        service="ecs",
        create=Call("CreateCluster"),
        update=Call("UpdateCluster"),
        delete=Call("DeleteCluster"),
        names={"name": "clusterName"},
        id="{arn}",
        key={"cluster": "{id}", "clusters": ["{id}"]},
        answers={"arn": "cluster.clusterArn"},
        reads=(Read("DescribeClusters", root="clusters[0]", fixed={"include": ["SETTINGS", "CONFIGURATIONS"]}),),
        autoname="name",
        identity=("name",),
        ended={"status": "INACTIVE"},
        gone=("ClusterNotFoundException",),
        tagging=TAGS,
    ),
    Row(
        type="aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        service="ecs",
        create=Call("PutClusterCapacityProviders"),
        update=Call("PutClusterCapacityProviders"),
        delete=Call(
            "PutClusterCapacityProviders", fixed={"capacityProviders": [], "defaultCapacityProviderStrategy": []}
        ),
        names={"clusterName": "cluster", "defaultCapacityProviderStrategies": "defaultCapacityProviderStrategy"},
        id="{clusterName}",
        key={"cluster": "{clusterName}", "clusters": ["{clusterName}"]},
        reads=(Read("DescribeClusters", root="clusters[0]"),),
        defaults={"capacityProviders": [], "defaultCapacityProviderStrategies": []},
        unordered=("capacityProviders", "defaultCapacityProviderStrategies"),
        identity=("clusterName",),
        replace=("clusterName",),
        gone=("ClusterNotFoundException",),
    ),
    Row(
        type="aws:ecs/taskDefinition:TaskDefinition",
        service="ecs",
        create=Call("RegisterTaskDefinition"),
        delete=Call("DeregisterTaskDefinition"),
        names={"volumes.hostPath": "host.sourcePath"},
        id="{family}",
        key={"taskDefinition": "{arn}"},
        answers={"arn": "taskDefinition.taskDefinitionArn", "revision": "taskDefinition.revision"},
        reads=(Read("DescribeTaskDefinition", root="taskDefinition"),),
        derived={"arnWithoutRevision": "arn:aws:ecs:{region}:{account}:task-definition/{family}"},
        codecs={"containerDefinitions": Codec(encode=json.loads, decode=json.dumps)},
        unordered=("requiresCompatibilities",),
        ended={"status": "INACTIVE"},
        gone=("ClientException",),  # ECS's answer for a definition that it does not know
        tagging=TAGS,
    ),
    Row(
        type="aws:ecs/service:Service",
        service="ecs",
        create=Call("CreateService"),
        update=Call("UpdateService"),
        delete=Call("DeleteService", fixed={"force": True}),
        names={
            "name": "serviceName",
            "iamRole": "role",
            "networkConfiguration": "networkConfiguration.awsvpcConfiguration",
            "orderedPlacementStrategies": "placementStrategy",
            "capacityProviderStrategies": "capacityProviderStrategy",
            "deploymentMaximumPercent": "deploymentConfiguration.maximumPercent",
            "deploymentMinimumHealthyPercent": "deploymentConfiguration.minimumHealthyPercent",
            "deploymentCircuitBreaker": "deploymentConfiguration.deploymentCircuitBreaker",
        },
        id="{arn}",
        key={"cluster": "{cluster}", "service": "{name}", "services": ["{name}"]},
        answers={"arn": "service.serviceArn"},
        reads=(
            Read(
                "DescribeServices",
                root="services[0]",
                # Emulators forget how a service replaces its tasks, and its grace period and managed tags.
                only=(
                    "name",
                    "taskDefinition",
                    "desiredCount",
                    "launchType",
                    "platformVersion",
                    "capacityProviderStrategies",
                    "networkConfiguration",
                    "loadBalancers",
                    "serviceRegistries",
                    "propagateTags",
                    "schedulingStrategy",
                ),
            ),
        ),
        defaults={"cluster": "default", "desiredCount": 1, "waitForSteadyState": False},
        autoname="name",
        identity=("cluster", "name"),
        replace=("cluster", "name"),
        local={"waitForSteadyState": "only says whether a change waits for its tasks"},
        codecs={"networkConfiguration": Codec(encode=_public_ip_as_text, decode=_public_ip_as_flag)},
        unordered=("networkConfiguration.subnets", "networkConfiguration.securityGroups"),
        ended={"status": "INACTIVE"},
        gone=("ServiceNotFoundException", "ClusterNotFoundException"),
        tagging=TAGS,
        created=steady,
        updated=steady,
    ),
)
