import json

import pytest

from functions.shared import telemetry


class Context:
    aws_request_id = "request-7"


@pytest.fixture(autouse=True)
def as_if_new(monkeypatch):
    monkeypatch.setattr(telemetry, "_started", False)
    telemetry.metrics.clear_metrics()


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_metrics_are_written_in_the_embedded_format_when_the_handler_ends(capsys):
    @telemetry.observed
    def handler(event, context):
        telemetry.ratio("OcrConfidence", 0.5)
        telemetry.duration("ReadingSeconds", 1.5)
        return "done"

    assert handler({}, Context()) == "done"
    (line,) = lines(capsys)
    assert (line["ColdStart"], line["OcrConfidence"], line["ReadingSeconds"]) == ([1.0], [0.5], [1.5])
    (described,) = line["_aws"]["CloudWatchMetrics"]
    assert described["Dimensions"] == [["service"]]
    assert {metric["Name"]: metric["Unit"] for metric in described["Metrics"]} == {
        "ColdStart": "Count",
        "OcrConfidence": "None",
        "ReadingSeconds": "Seconds",
    }


def test_metrics_are_written_even_if_the_handler_fails(capsys):
    @telemetry.observed
    def handler(event, context):
        telemetry.count("DeadLetters")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        handler({}, Context())
    assert lines(capsys)[0]["DeadLetters"] == [1.0]


def test_only_the_first_call_is_a_cold_start_and_a_call_without_metrics_writes_nothing(capsys):
    handler = telemetry.observed(lambda event, context: None)
    handler({}, Context())
    assert "ColdStart" in lines(capsys)[0]
    handler({}, Context())
    assert lines(capsys) == []


def test_log_lines_carry_the_requests_id():
    handler = telemetry.observed(lambda event, context: None)
    handler({}, Context())
    assert telemetry.logger.get_current_keys()["function_request_id"] == "request-7"
