"""The CloudWatch dashboard's body as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.alarms import PERIOD_SECONDS, Watched

Metric = list[Any]
WIDTH, HEIGHT, COLUMNS = 8, 6, 3


def body(
    functions: Sequence[Watched], queue_name: str, api_name: str, stage_name: str, namespace: str, region: str
) -> dict[str, Any]:
    """The dashboard of a stack, three charts a row.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html

    Args:
        namespace: of the functions' own metrics.
        region: where the metrics are.
    """
    readers = [function.service for function in functions if function.service != "uploads"]
    charts = [
        _chart("Invocations", region, "Sum", [_of_function(one, "Invocations") for one in functions]),
        _chart("Errors", region, "Sum", [_of_function(one, "Errors") for one in functions]),
        _chart("Throttles", region, "Sum", [_of_function(one, "Throttles") for one in functions]),
        *(_chart(f"Duration of {one.service}", region, "p50", _percentiles(one)) for one in functions),
        _chart(
            "API",
            region,
            "Sum",
            [_of_api(metric, api_name, stage_name) for metric in ("Count", "4XXError", "5XXError")],
        ),
        _chart(
            "Dead letters",
            region,
            "Maximum",
            [["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue_name]],
        ),
        _chart(
            "Confidence",
            region,
            "Average",
            [
                [namespace, "OcrConfidence", "service", "ocr"],
                [namespace, "TimetableConfidence", "service", "document"],
            ],
        ),
        _chart(
            "Feature store latency",
            region,
            "p95",
            [[namespace, "FeatureStoreLatency", "service", one] for one in readers],
        ),
        _chart(
            "Feature store unavailable",
            region,
            "Sum",
            [[namespace, "FeatureStoreUnavailable", "service", one] for one in readers],
        ),
        _chart("Cold starts", region, "Sum", [[namespace, "ColdStart", "service", one.service] for one in functions]),
    ]
    return {"widgets": [{**_place(index), **chart} for index, chart in enumerate(charts)]}


def _place(index: int) -> dict[str, int]:
    row, column = divmod(index, COLUMNS)
    return {"x": column * WIDTH, "y": row * HEIGHT, "width": WIDTH, "height": HEIGHT}


def _chart(title: str, region: str, statistic: str, metrics: Sequence[Metric]) -> dict[str, Any]:
    return {
        "type": "metric",
        "properties": {
            "title": title,
            "view": "timeSeries",
            "region": region,
            "stat": statistic,
            "period": PERIOD_SECONDS,
            "metrics": list(metrics),
        },
    }


def _of_function(function: Watched, metric: str) -> Metric:
    return ["AWS/Lambda", metric, "FunctionName", function.function_name, {"label": function.service}]


def _percentiles(function: Watched) -> list[Metric]:
    return [
        ["AWS/Lambda", "Duration", "FunctionName", function.function_name, {"stat": one, "label": one}]
        for one in ("p50", "p95", "p99")
    ]


def _of_api(metric: str, api_name: str, stage_name: str) -> Metric:
    return ["AWS/ApiGateway", metric, "ApiName", api_name, "Stage", stage_name]
