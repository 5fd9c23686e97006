import pytest

from harness.errors import PipelineError
from harness.smoke.expect import CheckFailed, expect, expect_refusal
from harness.smoke.run import run_checks


def holds(client) -> str:
    return "seen"


def fails(client) -> str:
    expect(False, "saw something else")
    return ""


def breaks(client) -> str:
    raise KeyError("apiUrl")


def test_every_check_runs_also_after_one_failed():
    told = []
    outcomes = run_checks(None, told.append, (fails, breaks, holds))
    assert [(outcome.name, outcome.ok, outcome.detail) for outcome in outcomes] == [
        ("fails", False, "CheckFailed: saw something else"),
        ("breaks", False, "KeyError: 'apiUrl'"),
        ("holds", True, "seen"),
    ]
    assert told == outcomes


def _refusing(status: int, error_type: str, message: str = "no"):
    def call():
        raise PipelineError(status, error_type, message)

    return call


def test_a_refusal_is_told_by_status_and_type():
    assert expect_refusal(_refusing(415, "UnsupportedFile"), 415) == "415 UnsupportedFile"
    assert expect_refusal(_refusing(415, "UnsupportedFile"), 415, "UnsupportedFile") == "415 UnsupportedFile"


@pytest.mark.parametrize(
    "call", [_refusing(500, "InternalError"), _refusing(415, "Other"), _refusing(415, "UnsupportedFile", "Traceback …")]
)
def test_another_refusal_fails_the_check(call):
    with pytest.raises(CheckFailed):
        expect_refusal(call, 415, "UnsupportedFile")


def test_an_accepted_bad_request_fails_the_check():
    with pytest.raises(CheckFailed, match="accepted"):
        expect_refusal(lambda: {"words": []}, 400)
