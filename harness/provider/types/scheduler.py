"""EventBridge Scheduler: schedules and their groups."""

from __future__ import annotations

from ..rows import Call, Caller, ErrorPattern, Read, Row
from .tagging import tagged_by_arn


def find_group(resource: Caller) -> None:
    """Asks for the group first: emulators fail on the deletion of one that they do not know."""
    resource.call("GetScheduleGroup", Name=resource.scope["id"])


ROWS = (
    Row(
        type="aws:scheduler/scheduleGroup:ScheduleGroup",
        service="scheduler",
        create=Call("CreateScheduleGroup"),
        delete=Call("DeleteScheduleGroup"),
        id="{name}",
        key={"Name": "{id}"},
        reads=(Read("GetScheduleGroup", outputs={"arn": "Arn", "state": "State", "creationDate": "CreationDate"}),),
        autoname="name",
        identity=("name",),
        ended={"State": "DELETING"},
        deleting=find_group,
        tagging=tagged_by_arn(),
    ),
    Row(
        type="aws:scheduler/schedule:Schedule",
        service="scheduler",
        create=Call("CreateSchedule"),
        update=Call("UpdateSchedule"),
        delete=Call("DeleteSchedule"),
        names={
            "target.ecsParameters.networkConfiguration": "NetworkConfiguration.awsvpcConfiguration",
            "target.ecsParameters.capacityProviderStrategies": "CapacityProviderStrategy",
            "target.ecsParameters.placementStrategies": "PlacementStrategy",
        },
        id="{groupName}/{name}",
        key={"Name": "{name}", "GroupName": "{groupName}"},
        reads=(Read("GetSchedule", outputs={"arn": "Arn"}),),
        defaults={"groupName": "default", "scheduleExpressionTimezone": "UTC", "state": "ENABLED"},
        autoname="name",
        identity=("groupName", "name"),
        replace=("groupName", "name"),
        retry=(ErrorPattern("ValidationException", "must allow AWS EventBridge Scheduler to assume"),),
    ),
)
