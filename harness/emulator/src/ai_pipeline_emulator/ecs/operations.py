"""ECS's operations: tasks and services are ours; clusters, definitions and the rest are Moto's records."""

from __future__ import annotations

import uuid
from typing import Any

from ai_pipeline_emulator.cloud import Cloud, Handler, Request
from ai_pipeline_emulator.ecs.services import Service, Services, Targets, Wanted
from ai_pipeline_emulator.ecs.tasks import Tasks
from ai_pipeline_emulator.settings import PluginSettings

# Least seconds in which a new task need not be healthy, as all tasks share this machine's processors with the rest.
LEAST_GRACE = 300.0
PLACED = ("cluster", "launchType", "networkConfiguration")  # members of a service that its tasks take over
Answer = dict[str, Any]


class Operations:
    """The handlers to put into the emulator's dispatch table.

    Args:
        cloud: the emulator's services.
        settings: where images and data are.
        targets: the load balancers.
    """

    def __init__(self, cloud: Cloud, settings: PluginSettings, targets: Targets) -> None:
        self._cloud = cloud
        self._tasks = Tasks(cloud, settings)
        self._services = Services(self._tasks, targets)
        self._requests: dict[str, Request] = {}  # what was last asked of each service, by ARN

    @property
    def handlers(self) -> dict[str, Handler]:
        """By operation."""
        return {
            "RunTask": self._tasks.run,
            "StopTask": self._tasks.stop,
            "DescribeTasks": self._tasks.describe,
            "ListTasks": self._tasks.list,
            "CreateService": self.change_service,
            "UpdateService": self.change_service,
            "DeleteService": self.delete_service,
            "DescribeServices": self.describe_services,
            "DeleteCluster": self.delete_cluster,
        }

    def stop(self) -> None:
        """Ends everything that runs; for when the emulator stops."""
        self._services.stop_all()
        self._tasks.stop_all()

    def change_service(self, context: Any, request: Request) -> Answer:
        """Makes or updates a service, and starts or replaces its tasks."""
        answer: Answer = self._cloud.moto(context, request)
        described = answer["service"]
        arn = described["serviceArn"]
        before = self._services.find(arn)
        known = self._requests[arn] = {**self._requests.get(arn, {}), **request}
        definition = self._tasks.definition(context, known["taskDefinition"])
        renewed = request.get("forceNewDeployment") or before is None
        if renewed or before is None or before.wanted.definition != definition:
            deployment = f"ecs-svc/{uuid.uuid4().int % 10**19}"
        else:
            deployment = before.wanted.deployment
        wanted = Wanted(
            count=known.get("desiredCount") or 0,
            definition=definition,
            deployment=deployment,
            request={name: known[name] for name in PLACED if name in known},
            load_balancers=known.get("loadBalancers") or [],
            grace=max(LEAST_GRACE, float(known.get("healthCheckGracePeriodSeconds") or 0)),
        )
        service = self._services.want(context, arn, described["serviceName"], wanted)
        return {"service": _described(described, service, known)}

    def delete_service(self, context: Any, request: Request) -> Answer:
        """Answers when Moto agrees; the tasks are stopped beside."""
        answer: Answer = self._cloud.moto(context, request)
        arn = answer["service"]["serviceArn"]
        known = self._requests.pop(arn, {})
        if service := self._services.find(arn):
            self._services.remove(arn)
            return {"service": _described(answer["service"], service, known)}
        return answer

    def describe_services(self, context: Any, request: Request) -> Answer:
        answer: Answer = self._cloud.moto(context, request)
        return {**answer, "services": [self._as_it_is(described) for described in answer["services"]]}

    def _as_it_is(self, described: Answer) -> Answer:
        arn = described["serviceArn"]
        service = self._services.find(arn)
        return _described(described, service, self._requests.get(arn, {})) if service else described

    def delete_cluster(self, context: Any, request: Request) -> Answer:
        """As on ECS, refuses a cluster in which something runs."""
        cluster = request["cluster"].rpartition("/")[2]
        tasks = self._tasks.of_cluster(context, cluster)
        if any(not task.stop_wanted.is_set() for task in tasks):
            message = "The Cluster cannot be deleted while Tasks are active."
            raise self._cloud.error("ClusterContainsTasksException", message)
        answer: Answer = self._cloud.moto(context, request)
        return answer


def _described(described: Answer, service: Service, asked: Request) -> Answer:
    """What Moto says of a service, with what really runs, and with what was asked of it that Moto forgets."""
    wanted = service.wanted
    running = sum(member.task.running for member in service.members)
    pending = sum(member.task.status in ("PROVISIONING", "PENDING") for member in service.members)
    counts = {"desiredCount": wanted.count, "runningCount": running, "pendingCount": pending}
    definition = wanted.definition["taskDefinitionArn"]
    deployment: Answer = dict((described.get("deployments") or [{}])[0])
    ready = service.ready_count
    deployment |= {
        **counts,
        "id": wanted.deployment,
        "status": "PRIMARY",
        "taskDefinition": definition,
        "failedTasks": service.failures,
        "rolloutState": "COMPLETED" if ready == wanted.count else "IN_PROGRESS",
    }
    former = {member.wanted.deployment for member in service.members} - {wanted.deployment}
    retired = [{**deployment, "id": identity, "status": "ACTIVE", "desiredCount": 0} for identity in sorted(former)]
    # Of a service with a strategy ECS tells no launch type, and without either it is the default of Fargate's clusters
    strategy = asked.get("capacityProviderStrategy")
    kept = {"capacityProviderStrategy": strategy} if strategy else {"launchType": asked.get("launchType", "FARGATE")}
    return {
        **{name: value for name, value in described.items() if name != "launchType"},
        **kept,
        **counts,
        "taskDefinition": definition,
        "deployments": [deployment, *retired],
        "events": list(service.events),
    }
