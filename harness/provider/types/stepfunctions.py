"""Step Functions: state machines."""

from __future__ import annotations

from ..rows import Call, ErrorPattern, Read, Row
from .tagging import tagged_by_arn

ROWS = (
    Row(
        type="aws:sfn/stateMachine:StateMachine",
        service="stepfunctions",
        create=Call("CreateStateMachine"),
        update=Call("UpdateStateMachine"),
        delete=Call("DeleteStateMachine"),
        names={"loggingConfiguration.logDestination": "destinations[0].cloudWatchLogsLogGroup.logGroupArn"},
        id="{arn}",
        key={"stateMachineArn": "{id}"},
        answers={"arn": "stateMachineArn"},
        reads=(
            Read(
                "DescribeStateMachine",
                # Emulators do not describe the rest.
                only=("name", "definition", "roleArn", "type"),
                outputs={"status": "status", "creationDate": "creationDate", "revisionId": "revisionId"},
            ),
        ),
        defaults={"type": "STANDARD"},
        reset={"loggingConfiguration": {"level": "OFF"}, "tracingConfiguration": {"enabled": False}},
        autoname="name",
        identity=("name",),
        ended={"status": "DELETING"},
        volatile=("revisionId",),
        retry=(ErrorPattern("AccessDeniedException", "is not authorized to assume"),),  # a role made a moment ago
        gone=("StateMachineDoesNotExist",),
        tagging=tagged_by_arn("resourceArn"),
    ),
)
