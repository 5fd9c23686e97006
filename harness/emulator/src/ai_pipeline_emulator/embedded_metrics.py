"""Metrics that functions write into their logs, which the emulators leave there: here they reach CloudWatch.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

from __future__ import annotations

import functools
import importlib
import json
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from ai_pipeline_emulator.cloud import Cloud

LOG = logging.getLogger(__name__)
MARK = '"_aws"'  # lines without it are not worth parsing


def extract_embedded_metrics(emulator: str, cloud: Cloud) -> None:
    """Has CloudWatch Logs put the metrics that its events hold.

    Args:
        emulator: package of the emulator, `localemu` or `localstack`.
        cloud: its other services.
    """
    provider = importlib.import_module(f"{emulator}.services.logs.provider").LogsProvider
    original = provider.put_log_events

    @functools.wraps(original)
    def put_log_events(self: Any, context: Any, *args: Any, log_events: Sequence[Any], **options: Any) -> Any:
        answer = original(self, context, *args, log_events=log_events, **options)
        for event in log_events:
            for namespace, metrics in metrics_of(event["message"]):
                try:
                    cloudwatch = cloud.client("cloudwatch", context.region, context.account_id)
                    cloudwatch.put_metric_data(Namespace=namespace, MetricData=metrics)
                except Exception:  # the log is kept all the same, as by AWS
                    LOG.warning("lost metrics of %s", namespace, exc_info=True)
        return answer

    provider.put_log_events = put_log_events


def metrics_of(message: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Namespaces and data, as PutMetricData takes them, of a log event; none where it is not in the format."""
    if MARK not in message:
        return
    try:
        document = json.loads(message)
        for directive in document["_aws"]["CloudWatchMetrics"]:
            data = list(_data(document, directive))
            if data:
                yield directive["Namespace"], data
    except (ValueError, KeyError, TypeError):
        return  # AWS keeps such an event as a log and nothing more


def _data(document: dict[str, Any], directive: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One datum for each metric and set of dimensions."""
    for names in directive.get("Dimensions") or [[]]:
        for metric in directive["Metrics"]:
            values = document[metric["Name"]]
            yield {
                "MetricName": metric["Name"],
                "Dimensions": [{"Name": name, "Value": document[name]} for name in names],
                "Timestamp": document["_aws"]["Timestamp"] / 1000,
                "Values": values if isinstance(values, list) else [values],
                "Unit": metric.get("Unit", "None"),
                "StorageResolution": metric.get("StorageResolution", 60),
            }
