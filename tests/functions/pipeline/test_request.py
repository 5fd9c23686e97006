from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.pipeline.errors import BadRequest
from functions.pipeline.request import INCOMING, MOST_MINUTES, USUAL_MINUTES, check_execution, parse_request


def test_a_run_that_says_nothing_takes_the_usual_time_and_the_stacks_threshold() -> None:
    request = parse_request({}, 0.9)
    assert (request.source, request.threshold) == (INCOMING, 0.9)
    assert request.settings == {"model": "ocr", "steps": None, "minutes": USUAL_MINUTES, "seed": 0}


def test_a_run_may_say_everything() -> None:
    given_ = {"model": "ocr", "source": "datasets/mine/", "steps": 5, "minutes": 2, "seed": 3, "threshold": 1.01}
    request = parse_request(given_, 0.9)
    assert (request.source, request.threshold) == ("datasets/mine/", 1.01)
    assert request.settings == {"model": "ocr", "steps": 5, "minutes": 2.0, "seed": 3}


def test_a_run_of_so_many_steps_ends_with_them_alone() -> None:
    assert parse_request({"steps": 5}, 0.9).minutes is None


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"step": 5}, "unknown in the input: step"),
        ({"model": "document"}, "'model'"),
        ({"source": "runs/"}, "'source'"),
        ({"source": "datasets/mine"}, "'source'"),
        ({"source": 7}, "'source'"),
        ({"steps": 0}, "'steps'"),
        ({"steps": True}, "'steps'"),
        ({"steps": 1.5}, "'steps'"),
        ({"minutes": 0}, "'minutes'"),
        ({"minutes": MOST_MINUTES + 1}, "'minutes'"),
        ({"seed": -1}, "'seed'"),
        ({"threshold": 3}, "'threshold'"),
        ({"threshold": "0.9"}, "'threshold'"),
    ],
)
def test_a_wrong_field_is_refused_by_name(wrong: dict[str, Any], named: str) -> None:
    with pytest.raises(BadRequest, match=named):
        parse_request(wrong, 0.9)


FIELDS = st.sampled_from(["model", "source", "steps", "minutes", "seed", "threshold", "other"])
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just("datasets/a/")


@given(st.dictionaries(FIELDS, VALUES))
def test_every_run_that_is_accepted_ends(given_: dict[str, Any]) -> None:
    try:
        request = parse_request(given_, 0.9)
    except BadRequest:
        return
    assert request.steps or (request.minutes and request.minutes <= MOST_MINUTES)
    assert request.source.startswith("datasets/")
    assert request.threshold > 0


@pytest.mark.parametrize("name", ["20261128-074547-0989", "a" * 80, "0f5b_c.1"])
def test_names_that_a_model_version_can_have_are_accepted(name: str) -> None:
    check_execution(name)


@pytest.mark.parametrize("name", ["../serving", "a/b", "", ".hidden", "-a", "a b"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(BadRequest, match="execution's name"):
        check_execution(name)
