"""The dashboard, the alarms, and who hears of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from components import policies
from components.alarms import Alarm, alarms_of
from components.api import Api
from components.configuration import MonitoringSettings
from components.dashboard import body
from components.events import Events
from components.function import METRICS_NAMESPACE, Function
from components.inference import Inference
from components.rollout import Rollout
from components.target import Target
from components.training import Training
from components.watched import WatchedFunction, WatchedStack


class Monitoring(pulumi.ComponentResource):
    """What on call looks at.

    Attributes:
        dashboard_name: name of the CloudWatch dashboard.
        alarm_names: names of all alarms.
        canary_alarm_names: names of those that end the trial of a model version.
    """

    dashboard_name: pulumi.Output[str]
    alarm_names: pulumi.Output[Sequence[str]]
    canary_alarm_names: pulumi.Output[Sequence[str]]

    def __init__(
        self,
        name: str,
        settings: MonitoringSettings,
        inference: Inference,
        uploads: Function,
        rollout: Rollout,
        events: Events,
        api: Api,
        training: Training | None,
        target: Target,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            settings: who hears of alarms.
            inference, uploads, rollout, events, api: what is watched.
            training: is watched too, where there is any.
            target: where the stack lives.
        """
        super().__init__("learningyogi:monitoring:Monitoring", name, {}, opts)
        self._name, self._target = name, target
        self._child = pulumi.ResourceOptions(parent=self)
        readers = (inference.ocr, inference.document)
        functions = (*readers, uploads, rollout.function)
        stack = WatchedStack(
            functions=[WatchedFunction(one.service, one.full_name, one.timeout) for one in functions],
            readers=[one.service for one in readers],
            queue_name=events.dead_letters_name,
            api_name=api.full_name,
            stage_name=api.stage_name,
            model=rollout.watched,
            training=training.watched() if training else None,
        )
        topic = self._topic(settings)
        alarms = [self._alarm(one, [topic.arn]) for one in alarms_of(stack)]
        on_canary = [self._alarm(one, [topic.arn], rollout.function.alias_arn) for one in rollout.alarms]
        dashboard = aws.cloudwatch.Dashboard(
            f"{name}-dashboard",
            dashboard_name=target.named(),
            dashboard_body=pulumi.Output.json_dumps(body(stack, METRICS_NAMESPACE, target.region)),
            opts=self._child,
        )
        self.dashboard_name = dashboard.dashboard_name
        self.alarm_names = pulumi.Output.all(*(alarm.name for alarm in (*alarms, *on_canary)))
        self.canary_alarm_names = pulumi.Output.all(*(alarm.name for alarm in on_canary))
        self.register_outputs({"dashboardName": self.dashboard_name, "alarmNames": self.alarm_names})

    def _topic(self, settings: MonitoringSettings) -> aws.sns.Topic:
        key = aws.kms.Key(
            f"{self._name}-key",
            description="Alarms of the pipeline",
            enable_key_rotation=True,
            deletion_window_in_days=7,
            policy=pulumi.Output.json_dumps(alarm_key_policy(self._target)),
            opts=self._child,
        )
        topic = aws.sns.Topic(
            f"{self._name}-alarms", name=f"{self._target.named()}-alarms", kms_master_key_id=key.arn, opts=self._child
        )
        if settings.alarm_email:
            aws.sns.TopicSubscription(
                f"{self._name}-email",
                topic=topic.arn,
                protocol="email",
                endpoint=settings.alarm_email,
                opts=self._child,
            )
        return topic

    def _alarm(
        self, alarm: Alarm, hears: list[pulumi.Input[str]], *acts: pulumi.Input[str]
    ) -> aws.cloudwatch.MetricAlarm:
        """The alarm; `hears` is told when it rings and when it stops, `acts` only when it rings."""
        return aws.cloudwatch.MetricAlarm(
            f"{self._name}-{alarm.key}",
            name=alarm.name(self._target),
            alarm_description=alarm.description,
            namespace=alarm.namespace,
            metric_name=alarm.metric,
            dimensions=alarm.dimensions,
            statistic=alarm.statistic,
            period=alarm.period,
            evaluation_periods=alarm.periods,
            threshold=alarm.threshold,
            comparison_operator=f"{'Less' if alarm.falling else 'Greater'}ThanOrEqualToThreshold",
            treat_missing_data="notBreaching",
            alarm_actions=[*hears, *acts],
            ok_actions=hears,
            opts=self._child,
        )


def alarm_key_policy(target: Target) -> dict[str, Any]:
    """Who may use the topic's key: the account, by its IAM policies, and CloudWatch for the account's alarms.

    CloudWatch cannot publish to a topic under AWS's own key for SNS, hence a key of ours.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
    """
    # In a key's policy, `*` means this key.
    administration = policies.allow("Account", ["kms:*"], ["*"])
    alarms = policies.allow(
        "Alarms",
        ["kms:Decrypt", "kms:GenerateDataKey"],
        ["*"],
        when={"StringEquals": {"aws:SourceAccount": target.account}},
    )
    return policies.document(
        [
            policies.by(administration, {"AWS": f"arn:{target.partition}:iam::{target.account}:root"}),
            policies.by(alarms, {"Service": "cloudwatch.amazonaws.com"}),
        ]
    )
