"""The training workflow in Amazon States Language, as plain data.

https://states-language.net/spec.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pulumi import Input

State = dict[str, Any]

CONTAINER = "training"
BAD_DATASET_EXIT = 65  # of the training task, for data that no further attempt makes better: EX_DATAERR of sysexits.h
ON_DEMAND = {"LaunchType": "FARGATE"}
HEARTBEAT_SECONDS = 600  # a task that says nothing for so long hangs; its start and its image take about two minutes
STEP_SECONDS = 900  # the longest that Lambda lets a step run
DATA = ("dataset", "manifest", "threshold", "counts", "settings")
EVALUATION = ("accuracy", "passed", "reason", "candidate", "champion", "latency", "bytes", "parity")
REGISTRATION = ("name", "version", "mlflow_version", "alias")
TRAINING = {"task.$": "$.TaskArn", "exit_code.$": "$.Containers[0].ExitCode", "stopped.$": "$.StoppedReason"}


@dataclass(frozen=True)
class TrainingParts:
    """What the workflow puts together.

    Attributes:
        prepare, evaluate, register: ARNs of the steps' functions.
        cluster: ARN of the ECS cluster.
        task: ARN of the training task's definition.
        subnets, group: where the task runs, and its security group.
        spot: whether the first attempt runs on spare capacity, which AWS may take back.
        maximum_seconds: how long the task may run.
        topic: ARN of the SNS topic that hears of failures.
    """

    prepare: Input[str]
    evaluate: Input[str]
    register: Input[str]
    cluster: Input[str]
    task: Input[str]
    subnets: Input[Sequence[str]]
    group: Input[str]
    spot: bool
    maximum_seconds: int
    topic: Input[str]


def definition(parts: TrainingParts) -> dict[str, Any]:
    """The state machine: prepare, train, evaluate, pass or fail the gate, register.

    Each step adds its result to what came before. An attempt to train that was interrupted is resumed from its
    checkpoints, on demand. What fails otherwise, and what the gate refuses, is told to the topic, and ends the
    execution with its own error and cause.
    """
    states = {
        "PrepareData": _step(parts.prepare, DATA, "$.data", "DescribeTraining"),
        "DescribeTraining": {
            "Type": "Pass",
            "Parameters": {"execution.$": "$$.Execution.Name", "data.$": "$.data"},
            "ResultPath": "$.input",
            "Next": "TrainModel",
        },
        "TrainModel": _train(parts, spot=parts.spot, interrupted="CheckInterruption"),
        "CheckInterruption": _check_interruption(),
        "ResumeTraining": _resume(parts),
        "EvaluateModel": _step(parts.evaluate, EVALUATION, "$.evaluation", "CheckMetrics"),
        "CheckMetrics": _check_metrics(),
        "RegisterModel": _step(parts.register, REGISTRATION, "$.registration"),
        "NotifyRejection": _notify(parts.topic, "Model rejected", {"evaluation.$": "$.evaluation"}, "TrainingFailed"),
        "TrainingFailed": {
            "Type": "Fail",
            "Error": "ModelMetricsBelowThreshold",
            "CausePath": "$.evaluation.reason",
        },
        "NotifyFailure": _notify(parts.topic, "Training failed", {"failure.$": "$.failure"}, "PipelineFailed"),
        "PipelineFailed": {"Type": "Fail", "ErrorPath": _ERROR_NAME, "CausePath": "$.failure.Cause"},
    }
    return {
        "Comment": "Trains a model and registers it if it is good enough",
        "StartAt": "PrepareData",
        "States": states,
    }


def _step(function: Input[str], result: Sequence[str], path: str, following: str | None = None) -> State:
    """A Lambda step, which gets the execution's name and the state so far, and whose result goes to `path`."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {
            "FunctionName": function,
            "Payload": {"execution.$": "$$.Execution.Name", "state.$": "$"},
        },
        "ResultSelector": {f"{name}.$": f"$.Payload.{name}" for name in result},
        "ResultPath": path,
        "TimeoutSeconds": STEP_SECONDS,
        "Retry": [
            # Nobody's second look makes a dataset, a request or what training left better.
            {"ErrorEquals": ["BadDataset", "BadRequest", "BadRun"], "MaxAttempts": 0},
            _retry(_LAMBDA_BUSY, seconds=2, attempts=6),
            # The registry or its database may be starting, failing over or gone for some minutes.
            _retry(["States.ALL"], seconds=10, attempts=5),
        ],
        "Catch": [_CATCH_ALL],
        **({"Next": following} if following else {"End": True}),
    }


def _train(parts: TrainingParts, *, spot: bool, interrupted: str | None = None) -> State:
    """Runs the training task and waits for its end.

    Args:
        interrupted: the state that decides what becomes of a task that ran and failed; None: the attempt was the last.
    """
    capacity = {"CapacityProviderStrategy": [{"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]} if spot else ON_DEMAND
    catches = [{**_CATCH_ALL, "ErrorEquals": _STOPPED, "Next": interrupted}] if interrupted else []
    network = {"Subnets": parts.subnets, "SecurityGroups": [parts.group], "AssignPublicIp": "DISABLED"}
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::ecs:runTask.sync",
        "Parameters": {
            "Cluster": parts.cluster,
            "TaskDefinition": parts.task,
            **capacity,
            "NetworkConfiguration": {"AwsvpcConfiguration": network},
            "Overrides": {
                "ContainerOverrides": [
                    {
                        "Name": CONTAINER,
                        "Environment": [
                            {"Name": "TRAINING_INPUT", "Value.$": "States.JsonToString($.input)"},
                            {"Name": "TASK_TOKEN", "Value.$": "$$.Task.Token"},  # with which it says that it lives
                        ],
                    }
                ]
            },
        },
        "ResultSelector": TRAINING,
        "ResultPath": "$.training",
        "TimeoutSeconds": parts.maximum_seconds,
        "HeartbeatSeconds": HEARTBEAT_SECONDS,
        "Retry": [_retry(_ECS_BUSY, seconds=30, attempts=5)],
        "Catch": [*catches, _CATCH_ALL],
        "Next": "EvaluateModel",
    }


def _resume(parts: TrainingParts) -> State:
    """Goes on from the last checkpoint, now on capacity that nobody takes away."""
    state = _train(parts, spot=False)
    return {**state, "Retry": [*state["Retry"], _retry(_STOPPED, seconds=60, attempts=1)]}


def _check_interruption() -> State:
    """A task's exit code stands in the cause, as text; Step Functions gives all of them the same error."""
    cause = "$.failure.Cause"
    bad_dataset = [{"Variable": cause, "StringMatches": f'*"ExitCode":{BAD_DATASET_EXIT}{end}*'} for end in ",}"]
    return {
        "Type": "Choice",
        "Choices": [{"Or": bad_dataset, "Next": "NotifyFailure"}],
        "Default": "ResumeTraining",
    }


def _check_metrics() -> State:
    good = [
        {"Variable": "$.evaluation.accuracy", "NumericGreaterThanPath": "$.data.threshold"},
        {"Variable": "$.evaluation.passed", "BooleanEquals": True},
    ]
    return {"Type": "Choice", "Choices": [{"And": good, "Next": "RegisterModel"}], "Default": "NotifyRejection"}


def _notify(topic: Input[str], subject: str, message: State, following: str) -> State:
    """Tells people of an execution that fails; if even that fails, the execution still ends with its own error."""
    return {
        "Type": "Task",
        "Resource": "arn:aws:states:::sns:publish",
        "Parameters": {
            "TopicArn": topic,
            "Subject": subject,
            "Message": {"execution.$": "$$.Execution.Id", **message},
        },
        "ResultPath": None,
        "Retry": [_retry(["States.ALL"], seconds=5, attempts=3)],
        "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": None, "Next": following}],
        "Next": following,
    }


def _retry(errors: Sequence[str], *, seconds: int, attempts: int) -> State:
    """Tries again after a pause that doubles, spread at random so that two runs do not meet again and again."""
    return {
        "ErrorEquals": list(errors),
        "IntervalSeconds": seconds,
        "BackoffRate": 2,
        "MaxAttempts": attempts,
        "JitterStrategy": "FULL",
    }


_CATCH_ALL = {"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "NotifyFailure"}

# A Fail state may not give its error a name in `States.`, so of every name the part after the last dot is kept.
_ERROR_PARTS = "States.StringSplit($.failure.Error, '.')"
_ERROR_NAME = f"States.ArrayGetItem({_ERROR_PARTS}, States.MathAdd(States.ArrayLength({_ERROR_PARTS}), -1))"

# https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
_LAMBDA_BUSY = (
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
)
# A task that ran and failed, was taken back, or hung.
_STOPPED = ["States.TaskFailed", "States.HeartbeatTimeout"]
# Calls that ECS refused, and capacity that it lacked.
_ECS_BUSY = ("ECS.AmazonECSException", "ECS.ServerException", "ECS.SdkClientException", "AmazonECS.Unknown")
