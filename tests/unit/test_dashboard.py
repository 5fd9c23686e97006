from __future__ import annotations

import json

from hypothesis import given

from components.dashboard import body
from components.watched import WatchedFunction, WatchedStack
from tests.unit.watched_stacks import MODEL, STACKS


@given(STACKS)
def test_charts_do_not_overlap_and_fit_the_grid(stack: WatchedStack) -> None:
    widgets = json.loads(json.dumps(body(stack, "Own", "eu-west-1")))["widgets"]
    places = [(one["x"], one["y"]) for one in widgets]
    assert len(set(places)) == len(places)
    assert all(one["x"] % one["width"] == 0 and one["x"] + one["width"] <= 24 for one in widgets)
    assert all(one["y"] % one["height"] == 0 for one in widgets)


@given(STACKS)
def test_every_function_has_a_chart_of_its_percentiles(stack: WatchedStack) -> None:
    charts = {one["properties"]["title"]: one["properties"] for one in body(stack, "Own", "eu-west-1")["widgets"]}
    for function in stack.functions:
        metrics = charts[f"Duration of {function.service}"]["metrics"]
        assert [metric[-1]["stat"] for metric in metrics] == ["p50", "p95", "p99"]


def test_charts_show_what_the_functions_measure_themselves() -> None:
    stack = WatchedStack([WatchedFunction("ocr", "f", 1)], ("ocr", "document"), "letters", "api", "v1", MODEL)
    own = [
        metric[:2] + metric[3:4]
        for one in body(stack, "Own", "eu-west-1")["widgets"]
        for metric in one["properties"]["metrics"]
        if metric[0] == "Own"
    ]
    assert ["Own", "OcrConfidence", "ocr"] in own
    assert ["Own", "TimetableConfidence", "document"] in own
    assert ["Own", "FeatureStoreLatency", "ocr"] in own
    assert ["Own", "FeatureStoreUnavailable", "document"] in own


@given(STACKS)
def test_model_versions_are_shown_by_their_role(stack: WatchedStack) -> None:
    charts = {one["properties"]["title"]: one["properties"] for one in body(stack, "Own", "eu-west-1")["widgets"]}
    place = ["environment", MODEL.environment, "model", MODEL.name, "role"]
    assert [metric[:-1] for metric in charts["Model errors"]["metrics"]] == [
        ["Own", "ModelErrors", *place, role] for role in ("champion", "canary")
    ]


@given(STACKS)
def test_training_and_registry_have_charts_where_there_are_any(stack: WatchedStack) -> None:
    charts = body(stack, "Own", "eu-west-1")["widgets"]
    namespaces = {metric[0] for one in charts for metric in one["properties"]["metrics"]}
    training = {"AWS/States", "AWS/ApplicationELB", "AWS/ECS", "AWS/RDS"}
    assert namespaces & training == (training if stack.training else set())
