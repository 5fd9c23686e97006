"""The CloudWatch dashboard's body as plain data."""

from __future__ import annotations

from typing import Any

from components.watched import PERIOD_SECONDS, WatchedFunction, WatchedModel, WatchedStack, WatchedTraining

Metric = list[Any]
Chart = dict[str, Any]
WIDTH, HEIGHT, COLUMNS = 8, 6, 3
PERCENTILES = ("p50", "p95", "p99")


def body(stack: WatchedStack, namespace: str, region: str) -> dict[str, Any]:
    """The dashboard of a stack, three charts a row; names in it may be outputs.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html

    Args:
        stack: what is watched.
        namespace: of the functions' own metrics.
        region: where the metrics are.
    """
    charts = [*_lambda_charts(stack), *_entrance_charts(stack), *_own_charts(stack, namespace)]
    charts += _model_charts(stack.model, namespace)
    if stack.training:
        charts += [*_training_charts(stack.training), *_registry_charts(stack.training)]
    return {"widgets": [_widget(index, chart, region) for index, chart in enumerate(charts)]}


def _lambda_charts(stack: WatchedStack) -> list[Chart]:
    counts = [
        _chart(metric, "Sum", [_of_function(one, metric, {"label": one.service}) for one in stack.functions])
        for metric in ("Invocations", "Errors", "Throttles")
    ]
    durations = [
        _chart(
            f"Duration of {one.service}",
            "p50",
            [_of_function(one, "Duration", {"stat": percentile, "label": percentile}) for percentile in PERCENTILES],
        )
        for one in stack.functions
    ]
    return counts + durations


def _entrance_charts(stack: WatchedStack) -> list[Chart]:
    stage = ["ApiName", stack.api_name, "Stage", stack.stage_name]
    waiting = ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", stack.queue_name]
    return [
        _chart("API", "Sum", [["AWS/ApiGateway", metric, *stage] for metric in ("Count", "4XXError", "5XXError")]),
        _chart("API latency", "p95", [["AWS/ApiGateway", "Latency", *stage]]),
        _chart("Dead letters", "Maximum", [waiting]),
    ]


def _own_charts(stack: WatchedStack, namespace: str) -> list[Chart]:
    """Charts of the metrics that the functions send themselves."""

    def of_readers(metric: str) -> list[Metric]:
        return [[namespace, metric, "service", service] for service in stack.readers]

    confidence = [
        [namespace, "OcrConfidence", "service", "ocr"],
        [namespace, "TimetableConfidence", "service", "document"],
    ]
    return [
        _chart("Confidence", "Average", confidence),
        _chart("Feature store latency", "p95", of_readers("FeatureStoreLatency")),
        _chart("Feature store unavailable", "Sum", of_readers("FeatureStoreUnavailable")),
        _chart("Cold starts", "Sum", of_readers("ColdStart")),
    ]


def _model_charts(model: WatchedModel, namespace: str) -> list[Chart]:
    """Charts of model versions by their role."""

    def by_role(metric: str, *roles: str) -> list[Metric]:
        place = ["environment", model.environment, "model", model.name, "role"]
        return [[namespace, metric, *place, role, {"label": role}] for role in roles or ("champion", "canary")]

    return [
        _chart("Model requests", "Sum", by_role("ModelRequests")),
        _chart("Model errors", "Sum", by_role("ModelErrors")),
        _chart("Models rejected", "Sum", by_role("ModelRejected")),
        _chart("Model confidence", "Average", by_role("ModelConfidence")),
        _chart("Canary against champion: drop in confidence", "Average", by_role("ModelConfidenceDrop", "canary")),
        _chart("Model seconds", "p95", by_role("ModelSeconds")),
    ]


def _training_charts(training: WatchedTraining) -> list[Chart]:
    runs = ["StateMachineArn", training.state_machine_arn]
    outcomes = ("ExecutionsSucceeded", "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionsAborted")
    return [
        _chart("Training runs", "Sum", [["AWS/States", metric, *runs] for metric in outcomes]),
        _chart("Duration of training", "Maximum", [["AWS/States", "ExecutionTime", *runs]]),
    ]


def _registry_charts(training: WatchedTraining) -> list[Chart]:
    servers = ["TargetGroup", training.targets, "LoadBalancer", training.balancer]
    service = ["ClusterName", training.cluster, "ServiceName", training.service]
    database = ["DBInstanceIdentifier", training.database]

    def of_servers(*metrics: str) -> list[Metric]:
        return [["AWS/ApplicationELB", metric, *servers] for metric in metrics]

    def of_database(metric: str) -> list[Metric]:
        return [["AWS/RDS", metric, *database]]

    load = [["AWS/ECS", metric, *service] for metric in ("CPUUtilization", "MemoryUtilization")]
    answers = of_servers("RequestCount", "HTTPCode_Target_4XX_Count", "HTTPCode_Target_5XX_Count")
    return [
        _chart("MLflow servers", "Average", of_servers("HealthyHostCount", "UnHealthyHostCount")),
        _chart("MLflow requests", "Sum", answers),
        _chart("MLflow latency", "p95", of_servers("TargetResponseTime")),
        _chart("MLflow load", "Average", load),
        _chart("Database load", "Average", of_database("CPUUtilization")),
        _chart("Database storage left", "Minimum", of_database("FreeStorageSpace")),
        _chart("Database connections", "Maximum", of_database("DatabaseConnections")),
    ]


def _chart(title: str, statistic: str, metrics: list[Metric]) -> Chart:
    return {"title": title, "view": "timeSeries", "stat": statistic, "period": PERIOD_SECONDS, "metrics": metrics}


def _of_function(function: WatchedFunction, metric: str, options: dict[str, str]) -> Metric:
    return ["AWS/Lambda", metric, "FunctionName", function.function_name, options]


def _widget(index: int, chart: Chart, region: str) -> dict[str, Any]:
    row, column = divmod(index, COLUMNS)
    place = {"x": column * WIDTH, "y": row * HEIGHT, "width": WIDTH, "height": HEIGHT}
    return {"type": "metric", **place, "properties": {**chart, "region": region}}
