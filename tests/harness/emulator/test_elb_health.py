from __future__ import annotations

import asyncio

import pytest
from ai_pipeline_emulator.elb.health import Check, Health, accepts, probe
from hypothesis import given
from hypothesis import strategies as st

from harness.services.ports import free_port

CHECK = Check("/health", "200", 15, 1, healthy_after=2, unhealthy_after=3)


def learned(*outcomes: bool, state: str = "initial") -> str:
    health = Health(state)
    for good in outcomes:
        health.learn(None if good else "refused", CHECK)
    return health.state


def test_one_success_is_enough_for_a_new_target() -> None:
    assert learned(True) == "healthy"


def test_states_change_after_as_many_checks_as_configured() -> None:
    assert learned(False, False, state="healthy") == "healthy"
    assert learned(False, False, False, state="healthy") == "unhealthy"
    assert learned(True, state="unhealthy") == "unhealthy"
    assert learned(True, True, state="unhealthy") == "healthy"


@given(st.lists(st.booleans(), max_size=30))
def test_what_the_last_checks_agree_on_is_the_state(outcomes: list[bool]) -> None:
    assert learned(*outcomes, True, True) == "healthy"
    assert learned(*outcomes, False, False, False) == "unhealthy"


@pytest.mark.parametrize(
    ("codes", "status", "good"),
    [("200", 200, True), ("200", 201, False), ("200-299", 204, True), ("200,302", 302, True), ("200,302", 301, False)],
)
def test_codes_are_single_ones_and_ranges(codes: str, status: int, good: bool) -> None:
    assert accepts(codes, status) is good


def test_a_target_that_takes_no_connection_fails_its_check() -> None:
    failure = asyncio.run(probe("127.0.0.1", free_port(), CHECK))
    assert failure and failure.startswith("Health checks failed")
