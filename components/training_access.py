"""What the training workflow and whoever starts it may do: IAM statements as plain data."""

from __future__ import annotations

from collections.abc import Sequence

from pulumi import Input

from components import policies
from components.policies import Statement
from components.target import Target

# Of CloudWatch's log deliveries, which have no resources to name.
# https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
_LOG_DELIVERY_ACTIONS = (
    "logs:CreateLogDelivery",
    "logs:GetLogDelivery",
    "logs:UpdateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
)
_TRACE_ACTIONS = (
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
)


def invoke_steps(function_arns: Sequence[Input[str]]) -> list[Statement]:
    """Invokes the steps' functions."""
    return [policies.allow("InvokeSteps", ["lambda:InvokeFunction"], function_arns)]


def run_task(
    task_arn: Input[str], cluster_arn: Input[str], cluster: str, role_arns: Sequence[Input[str]], target: Target
) -> list[Statement]:
    """Runs one task in one cluster, and waits for its end.

    Step Functions hears of the end by an EventBridge rule of that fixed name, which it makes itself.
    https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html

    Args:
        task_arn: definition of the task.
        cluster_arn, cluster: ARN and name of the cluster.
        role_arns: roles that ECS gives the task.
    """
    in_cluster = {"ArnEquals": {"ecs:cluster": cluster_arn}}
    to_tasks = {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
    rule = target.arn("events", "rule/StepFunctionsGetEventsForECSTaskRule")
    tasks = target.arn("ecs", f"task/{cluster}/*")
    return [
        policies.allow("RunTask", ["ecs:RunTask"], [task_arn], when=in_cluster),
        policies.allow("FollowTask", ["ecs:StopTask", "ecs:DescribeTasks"], [tasks], when=in_cluster),
        policies.allow("HearOfTask", ["events:PutTargets", "events:PutRule", "events:DescribeRule"], [rule]),
        policies.allow("GiveRoles", ["iam:PassRole"], role_arns, when=to_tasks),
    ]


def publish(topic_arn: Input[str]) -> list[Statement]:
    """Publishes to a topic."""
    return [policies.allow("TellFailures", ["sns:Publish"], [topic_arn])]


def deliver_logs_and_traces() -> list[Statement]:
    """Logs and traces the executions."""
    return [
        policies.allow("DeliverLogs", _LOG_DELIVERY_ACTIONS, ["*"]),
        policies.allow("TraceExecutions", _TRACE_ACTIONS, ["*"]),
    ]


def send_heartbeats(state_machine_arn: Input[str]) -> list[Statement]:
    """Tells one state machine that its task is alive."""
    return [policies.allow("SendHeartbeats", ["states:SendTaskHeartbeat"], [state_machine_arn])]


def start_executions(state_machine_arn: Input[str]) -> list[Statement]:
    """Starts executions of one state machine."""
    return [policies.allow("StartTraining", ["states:StartExecution"], [state_machine_arn])]
