import json

import pytest

from functions.shared.model_metrics import ModelMetrics, Role

METRICS = ModelMetrics("dev", "ocr")


@pytest.fixture
def recorded(capsys):
    def lines():
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return lines


def test_a_reading_is_recorded_under_its_role_and_nothing_that_names_a_version(recorded):
    METRICS.answered(Role.CANARY, 0.5, 0.9, drop=0.25)
    (line,) = recorded()
    (described,) = line["_aws"]["CloudWatchMetrics"]
    assert described["Namespace"] == "LearningYogi/AiPipeline"
    assert [sorted(names) for names in described["Dimensions"]] == [["environment", "model", "role"]]
    assert (line["environment"], line["model"], line["role"]) == ("dev", "ocr", "canary")
    values = {metric["Name"]: (metric["Unit"], line[metric["Name"]]) for metric in described["Metrics"]}
    assert values == {
        "ModelRequests": ("Count", [1.0]),
        "ModelSeconds": ("Seconds", [0.5]),
        "ModelConfidence": ("None", [0.9]),
        "ModelConfidenceDrop": ("None", [0.25]),
    }


def test_the_champion_has_no_drop(recorded):
    METRICS.answered(Role.CHAMPION, 0.5, 0.9)
    (line,) = recorded()
    assert line["role"] == "champion"
    assert "ModelConfidenceDrop" not in line


def test_a_reading_without_words_has_no_confidence(recorded):
    METRICS.answered(Role.CANARY, 0.5, None)
    (line,) = recorded()
    assert line["ModelRequests"] == [1.0]
    assert "ModelConfidence" not in line


def test_failures_and_rejections_are_counted(recorded):
    METRICS.failed(Role.CANARY)
    METRICS.rejected(Role.CANARY)
    failed, rejected = recorded()
    assert (failed["ModelRequests"], failed["ModelErrors"]) == ([1.0], [1.0])
    assert rejected["ModelRejected"] == [1.0]
    assert "ModelRequests" not in rejected


def test_metrics_of_one_event_do_not_leak_into_the_next(recorded):
    METRICS.answered(Role.CHAMPION, 0.5, 0.9)
    METRICS.failed(Role.CANARY)
    _, second = recorded()
    assert second["role"] == "canary"
    assert "ModelSeconds" not in second
