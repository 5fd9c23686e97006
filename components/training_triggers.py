"""What starts training: an event, and the clock."""

from __future__ import annotations

import json

import pulumi
import pulumi_aws as aws

from components import function_access as access
from components import policies, training_access
from components.configuration import TrainingSettings
from components.events import Events
from components.target import Target

REQUESTED = "Training Requested"
ATTEMPTS = 3


class TrainingTriggers(pulumi.ComponentResource):
    """Starts the workflow on `Training Requested`, whose detail is the input, and on the configured schedule."""

    def __init__(
        self,
        name: str,
        machine: aws.sfn.StateMachine,
        settings: TrainingSettings,
        events: Events,
        target: Target,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            machine: the workflow.
            settings: when it starts by itself.
            events: the bus that carries the event, and where starts go that failed.
            target: where the stack lives.
        """
        super().__init__("learningyogi:training:TrainingTriggers", name, {}, opts)
        self._name, self._machine, self._events, self._target = name, machine, events, target
        self._child = pulumi.ResourceOptions(parent=self)
        self._on_event(self._role("event", "events.amazonaws.com", []))
        if settings.schedule:
            # EventBridge sends dead letters by the queue's policy, the scheduler by its role.
            role = self._role("schedule", "scheduler.amazonaws.com", access.send_dead_letters(events.dead_letters_arn))
            self._on_schedule(settings.schedule, role)
        self.register_outputs({})

    def _role(self, kind: str, service: str, statements: list[policies.Statement]) -> pulumi.Output[str]:
        """A role that may start the workflow, and holds that right before anybody uses it."""
        full_name = self._target.named(f"training-{kind}")
        role = aws.iam.Role(
            f"{self._name}-{kind}-role",
            name=full_name,
            assume_role_policy=pulumi.Output.json_dumps(policies.trust(service)),
            opts=self._child,
        )
        rights = aws.iam.RolePolicy(
            f"{self._name}-{kind}-rights",
            name=full_name,
            role=role.name,
            policy=pulumi.Output.json_dumps(
                policies.document([*training_access.start_executions(self._machine.arn), *statements])
            ),
            opts=self._child,
        )
        return pulumi.Output.all(role.arn, rights.id).apply(lambda both: str(both[0]))

    def _on_event(self, role_arn: pulumi.Output[str]) -> None:
        rule = aws.cloudwatch.EventRule(
            f"{self._name}-requested",
            name=self._target.named("training-requested"),
            description="Starts training on request",
            event_bus_name=self._events.bus_name,
            event_pattern=json.dumps({"source": [access.EVENT_SOURCE], "detail-type": [REQUESTED]}),
            opts=self._child,
        )
        aws.cloudwatch.EventTarget(
            f"{self._name}-requested-target",
            rule=rule.name,
            event_bus_name=self._events.bus_name,
            target_id="training",
            arn=self._machine.arn,
            role_arn=role_arn,
            input_path="$.detail",
            dead_letter_config={"arn": self._events.dead_letters_arn},
            opts=self._child,
        )

    def _on_schedule(self, expression: str, role_arn: pulumi.Output[str]) -> None:
        aws.scheduler.Schedule(
            f"{self._name}-schedule",
            name=self._target.named("training"),
            description="Starts training by the clock",
            schedule_expression=expression,
            flexible_time_window={"mode": "OFF"},
            target={
                "arn": self._machine.arn,
                "role_arn": role_arn,
                "input": json.dumps({}),
                "retry_policy": {"maximum_retry_attempts": ATTEMPTS},
                "dead_letter_config": {"arn": self._events.dead_letters_arn},
            },
            opts=self._child,
        )
