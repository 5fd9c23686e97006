"""Invokes a function's alias on events or by the clock."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_aws as aws

from components.events import Events
from components.function import Function


@dataclass(frozen=True)
class EventTriggerArgs:
    """When to invoke, and with what.

    Attributes:
        rule_name: name of the rule.
        description: one line for the console.
        pattern: event pattern on the pipeline's bus; or
        schedule: a schedule expression, such as `rate(5 minutes)`.
        payload: what the function gets instead of the event itself.
        events: the bus that carries the events, and where those go that could not be delivered.
    """

    rule_name: str
    description: str
    pattern: Mapping[str, Any] | None = None
    schedule: str | None = None
    payload: Mapping[str, Any] | None = None
    events: Events | None = None


class EventTrigger(pulumi.ComponentResource):
    """A rule, its target and the permission for exactly that rule."""

    def __init__(
        self,
        name: str,
        args: EventTriggerArgs,
        function: Function,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            args: when and with what.
            function: what is invoked.
        """
        super().__init__("learningyogi:events:EventTrigger", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        bus_name = args.events.bus_name if args.events else None
        rule = aws.cloudwatch.EventRule(
            f"{name}-rule",
            name=args.rule_name,
            description=args.description,
            event_bus_name=bus_name,
            event_pattern=json.dumps(args.pattern) if args.pattern else None,
            schedule_expression=args.schedule,
            opts=child,
        )
        permission = aws.lambda_.Permission(
            f"{name}-permission",
            statement_id=args.rule_name,
            action="lambda:InvokeFunction",
            function=function.function_name,
            qualifier=function.alias_name,
            principal="events.amazonaws.com",
            source_arn=rule.arn,
            opts=child,
        )
        aws.cloudwatch.EventTarget(
            f"{name}-target",
            rule=rule.name,
            event_bus_name=bus_name,
            target_id=function.service,
            arn=function.alias_arn,
            input=json.dumps(args.payload) if args.payload else None,
            dead_letter_config={"arn": args.events.dead_letters_arn} if args.events else None,
            opts=pulumi.ResourceOptions(parent=self, depends_on=[permission]),
        )
        self.register_outputs({})
