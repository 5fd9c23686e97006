import pytest

from functions.document.timetable import NoTimetable
from functions.shared import errors
from functions.shared.reading.errors import FileTooLarge, UnreadableFile, UnsupportedFile


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UnsupportedFile("x"), 415),
        (FileTooLarge("x"), 413),
        (UnreadableFile("x"), 422),
        (NoTimetable("x"), 422),
        (errors.InvalidRequest("x"), 400),
        (errors.BucketNotAllowed("x"), 403),
        (errors.ObjectNotFound("x"), 404),
    ],
)
def test_what_the_sender_did_wrong_is_permanent_and_keeps_its_name_and_message(error, status):
    failure = errors.describe(error)
    assert failure == errors.Failure(type(error).__name__, "x", status, permanent=True)


def test_a_service_that_does_not_answer_is_worth_another_try():
    failure = errors.describe(errors.ServiceUnavailable("S3 did not answer"))
    assert (failure.status, failure.permanent) == (503, False)


def test_an_unexpected_error_keeps_its_text_to_itself():
    failure = errors.describe(KeyError("secret"))
    assert (failure.type, failure.status, failure.permanent) == ("InternalError", 500, False)
    assert "secret" not in failure.message


def test_a_foreign_error_of_the_same_name_is_unexpected():
    foreign = type("UnsupportedFile", (Exception,), {"__module__": "elsewhere"})
    assert errors.describe(foreign("x")).type == "InternalError"


def test_a_subclass_of_a_reading_error_goes_by_its_parents_name():
    child = type("LockedFile", (UnreadableFile,), {"__module__": "functions.shared.reading.pdf"})
    assert errors.describe(child("locked")).type == "UnreadableFile"
