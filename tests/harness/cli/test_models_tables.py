from __future__ import annotations

from typing import Any

import pytest

from harness.cli import models_tables, output


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output.people, "width", 200)


def version(name: str, **changes: Any) -> dict[str, Any]:
    usual = {"role": None, "accuracy": None, "dataset": None, "base": None, "registered": None, "packaged": True}
    return {"version": name, "bytes": 4_100_000, **usual, **changes}


def test_the_list_shows_what_each_version_is(capsys: pytest.CaptureFixture[str]) -> None:
    versions = [
        version("packaged-1", role="previous"),
        version("v[2]", role="champion", accuracy=0.97654, registered="2026-01-02T03:04:05", packaged=False),
    ]
    models_tables.show_listing({"versions": versions, "serving": {"version": "v[2]"}, "registry": None})
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines if "4.1 MB" in line] == [
        ["packaged-1", "previous", "packaged", "4.1", "MB"],
        ["v[2]", "champion", "0.9765", "2026-01-02", "4.1", "MB"],
    ]
    assert "v[2] answers" in lines


@pytest.mark.parametrize(
    ("registry", "said"),
    [
        ({"champion": "v1", "agrees": False, "error": None}, "the model registry names v1 as champion"),
        ({"champion": None, "agrees": False, "error": None}, "the model registry names no version as champion"),
        ({"champion": None, "agrees": None, "error": "[away]"}, "the model registry cannot be asked: [away]"),
    ],
)
def test_a_registry_that_does_not_say_what_serves_is_told(
    capsys: pytest.CaptureFixture[str], registry: dict[str, Any], said: str
) -> None:
    models_tables.show_listing({"versions": [], "serving": {"version": "v2"}, "registry": registry})
    assert said in capsys.readouterr().out


def test_a_registry_that_agrees_is_not_worth_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    agrees = {"champion": "v2", "agrees": True, "error": None}
    models_tables.show_listing({"versions": [], "serving": {"version": "v2"}, "registry": agrees})
    assert "registry" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("serving", "line"),
    [
        ({"version": "v1"}, "v1 answers"),
        (
            {"version": "v1", "canary": {"version": "v2", "share": 0.1}},
            "v1 answers; v2 answers 10% of files in its place",
        ),
        (
            {"version": "v1", "withdrawn": "v2", "reason": "alarm x", "changed": "2026-01-02"},
            "v1 answers; v2 was withdrawn; last change: alarm x, 2026-01-02",
        ),
    ],
)
def test_what_serves_is_one_sentence(serving: dict[str, Any], line: str) -> None:
    assert models_tables.serving_line(serving) == line


def test_a_comparison_shows_only_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    readings = {name: {"words": 2, "confidence": 0.5, "seconds": 1.0} for name in ("v1", "v2")}
    files = [
        {"file": "a.png", "ok": True, "readings": readings, "differences": [{"v1": ["Maths"], "v2": ["Math5"]}]},
        {"file": "b.txt", "ok": False, "error": {"type": "UnsupportedFile", "message": "no image"}},
    ]
    figures = {"v1": {"bytes": 1, "steps": 10}, "v2": {"bytes": 1, "steps": 20}}
    models_tables.show_comparison({"versions": ["v1", "v2"], "figures": figures, "files": files})
    shown = capsys.readouterr().out
    assert ["steps", "10", "20"] in [line.split() for line in shown.splitlines()]
    assert ["reads", "Maths", "Math5"] in [line.split() for line in shown.splitlines()]
    assert "bytes" not in shown
    assert "b.txt: UnsupportedFile: no image" in shown


def test_a_trial_shows_both_roles_and_which_alarm_rings(capsys: pytest.CaptureFixture[str]) -> None:
    roles = {"champion": {"requests": 3, "confidence_drop": None}, "canary": {"requests": 1, "confidence_drop": 0.2}}
    alarms = [{"name": "canary-errors", "state": "ALARM"}]
    models_tables.show_trial({"serving": {"version": "v1"}, "since": "now", "roles": roles, "alarms": alarms})
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["requests", "3", "1"] in lines
    assert ["confidence", "drop", "0.2"] in lines
    assert ["ALARM", "canary-errors"] in lines
