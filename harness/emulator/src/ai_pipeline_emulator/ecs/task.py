"""What ECS says of a task, and how that changes over its life.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
"""

from __future__ import annotations

import copy
import datetime
import threading
import uuid
from dataclasses import dataclass
from typing import Any

ESSENTIAL_EXITED = ("EssentialContainerExited", "Essential container in task exited")


@dataclass(frozen=True)
class Placement:
    """Where a task runs and on whose behalf.

    Attributes:
        account: account id.
        region: AWS region.
        cluster_arn: ARN of its cluster.
        address: IP address of its own.
    """

    account: str
    region: str
    cluster_arn: str
    address: str

    @property
    def cluster(self) -> str:
        return self.cluster_arn.rpartition("/")[2]


class Task:
    """A task's record; its description is what DescribeTasks answers.

    Args:
        placement: where it runs.
        definition: its task definition, as DescribeTaskDefinition gives it.
        request: of RunTask, as far as it was given.
    """

    def __init__(self, placement: Placement, definition: dict[str, Any], request: dict[str, Any]) -> None:
        self.placement = placement
        self.definition = definition
        self.id = uuid.uuid4().hex
        self.arn = f"arn:aws:ecs:{placement.region}:{placement.account}:task/{placement.cluster}/{self.id}"
        self.stop_wanted = threading.Event()
        self.ended = threading.Event()
        self._lock = threading.Lock()
        interface = uuid.uuid4().hex
        self._description: dict[str, Any] = {
            "taskArn": self.arn,
            "clusterArn": placement.cluster_arn,
            "taskDefinitionArn": definition["taskDefinitionArn"],
            "group": request.get("group") or f"family:{definition['family']}",
            "launchType": request.get("launchType") or "FARGATE",
            "platformVersion": "1.4.0",
            "platformFamily": "Linux",
            "availabilityZone": f"{placement.region}a",
            "cpu": definition.get("cpu", ""),
            "memory": definition.get("memory", ""),
            "overrides": request.get("overrides") or {},
            "tags": request.get("tags") or [],
            "enableExecuteCommand": False,
            "lastStatus": "PROVISIONING",
            "desiredStatus": "RUNNING",
            "version": 1,
            "createdAt": _now(),
            "attachments": [_attachment(interface, placement.address, request)],
            "containers": [
                self._container(one, interface, placement.address) for one in definition["containerDefinitions"]
            ],
            **({"startedBy": request["startedBy"]} if request.get("startedBy") else {}),
        }

    @property
    def description(self) -> dict[str, Any]:
        with self._lock:
            return copy.deepcopy(self._description)

    @property
    def status(self) -> str:
        return str(self._description["lastStatus"])

    @property
    def running(self) -> bool:
        return self.status == "RUNNING" and not self.stop_wanted.is_set()

    def override(self, container: str) -> dict[str, Any]:
        """What RunTask says about a container."""
        overrides = self._description["overrides"].get("containerOverrides") or []
        return next((dict(one) for one in overrides if one.get("name") == container), {})

    def role(self, kind: str) -> str | None:
        """ARN of the `taskRoleArn` or the `executionRoleArn`."""
        return self._description["overrides"].get(kind) or self.definition.get(kind)

    def pending(self) -> None:
        self._change(lastStatus="PENDING", pullStartedAt=_now())

    def started(self) -> None:
        self._change(lastStatus="RUNNING", startedAt=_now(), pullStoppedAt=_now(), connectivity="CONNECTED")
        for container in self._description["containers"]:
            container["lastStatus"] = "RUNNING"

    def container_ended(self, name: str, exit_code: int, reason: str | None = None) -> None:
        """Records how a container ended.

        Args:
            name: of the container.
            exit_code: as container runtimes report it.
            reason: why, where ECS tells more than the code.
        """
        with self._lock:
            for container in self._description["containers"]:
                if container["name"] == name:
                    container |= {"lastStatus": "STOPPED", "exitCode": exit_code} | (
                        {"reason": reason} if reason else {}
                    )

    def ask_to_stop(self, code: str, reason: str) -> None:
        """Wants the task to end; the first reason counts."""
        with self._lock:
            if self._description["desiredStatus"] != "STOPPED":
                self._description |= {"desiredStatus": "STOPPED", "stopCode": code, "stoppedReason": reason}
                self._description |= {"stoppingAt": _now(), "version": self._description["version"] + 1}
        self.stop_wanted.set()

    def stopped(self) -> None:
        """Records that nothing of it runs any more."""
        with self._lock:
            for container in self._description["containers"]:
                container["lastStatus"] = "STOPPED"
            for attachment in self._description["attachments"]:
                attachment["status"] = "DELETED"
        self._change(lastStatus="STOPPED", desiredStatus="STOPPED", executionStoppedAt=_now(), stoppedAt=_now())
        self.ended.set()

    def _change(self, **members: Any) -> None:
        with self._lock:
            self._description |= members | {"version": self._description["version"] + 1}

    def _container(self, definition: dict[str, Any], interface: str, address: str) -> dict[str, Any]:
        placement = self.placement
        prefix = f"arn:aws:ecs:{placement.region}:{placement.account}:container/{placement.cluster}/{self.id}"
        return {
            "containerArn": f"{prefix}/{uuid.uuid4()}",
            "taskArn": self.arn,
            "name": definition["name"],
            "image": definition["image"],
            "lastStatus": "PENDING",
            "healthStatus": "UNKNOWN",
            "cpu": str(definition.get("cpu", 0)),
            "networkBindings": [],
            "networkInterfaces": [{"attachmentId": interface, "privateIpv4Address": address}],
        }


def _attachment(identity: str, address: str, request: dict[str, Any]) -> dict[str, Any]:
    subnets = ((request.get("networkConfiguration") or {}).get("awsvpcConfiguration") or {}).get("subnets") or []
    details = {"privateIPv4Address": address} | ({"subnetId": subnets[0]} if subnets else {})
    return {
        "id": identity,
        "type": "ElasticNetworkInterface",
        "status": "ATTACHED",
        "details": [{"name": name, "value": value} for name, value in details.items()],
    }


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
