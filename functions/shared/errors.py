"""What can go wrong, and what each failure means to a caller and to the pipeline. The only place that maps errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class ApplicationError(Exception):
    """A failure we expect. Its class name is the `type` that callers see; its message says what to do.

    Attributes:
        status: HTTP status of the API's answer.
        permanent: whether the same input fails again however often it is tried.
    """

    status: ClassVar[int] = 500
    permanent: ClassVar[bool] = True


class InvalidRequest(ApplicationError):
    """The body is no JSON object, or a field is missing, unknown or wrong."""

    status = 400


class BucketNotAllowed(ApplicationError):
    """An `image_s3_uri` names a bucket other than the input bucket."""

    status = 403


class KeyNotAllowed(ApplicationError):
    """An `image_s3_uri` names a key that the function may not read."""

    status = 403


class RouteNotFound(ApplicationError):
    """The API has no such route."""

    status = 404


class ObjectNotFound(ApplicationError):
    """S3 has no object of that key."""

    status = 404


class DocumentNotFound(ApplicationError):
    """No document has that id."""

    status = 404


class FileTooLarge(ApplicationError):
    """A file has more bytes than an upload may have."""

    status = 413


class ResponseTooLarge(ApplicationError):
    """The answer is larger than Lambda can return."""

    status = 413


class UnsupportedMediaType(ApplicationError):
    """A file is of a type that cannot be read."""

    status = 415


class UnexpectedEvent(ApplicationError):
    """The function was invoked with something that none of its triggers sends."""

    permanent = False  # nothing to dead-letter: there is no document in it


class ServiceUnavailable(ApplicationError):
    """A service that the function needs did not answer, or refused; worth another try."""

    status = 503
    permanent = False


class AccessDenied(ServiceUnavailable):
    """S3 refused: the function's role lacks a right."""


class Superseded(ApplicationError):
    """A newer upload under the same key has taken this one's place."""

    status = 409


# Raised by the page readers and the timetable extraction, which know nothing of HTTP.
# By name, because importing them here would load numpy and onnxruntime into every function.
READING_STATUS = {"UnsupportedFile": 415, "FileTooLarge": 413, "UnreadableFile": 422, "NoTimetable": 422}


@dataclass(frozen=True)
class Failure:
    """An error as others see it: in API responses, dead letters, events and document records.

    Attributes:
        type: stable name for programs.
        message: for people.
        status: HTTP status.
        permanent: whether trying again is useless.
    """

    type: str
    message: str
    status: int
    permanent: bool

    def to_dict(self) -> dict[str, str]:
        return {"type": self.type, "message": self.message}


def describe(error: BaseException) -> Failure:
    """What an error means. One that we did not expect is an internal error, its text kept to the logs."""
    if isinstance(error, ApplicationError):
        return Failure(type(error).__name__, str(error), error.status, error.permanent)
    for cls in type(error).__mro__:
        if cls.__module__.startswith("functions.") and cls.__name__ in READING_STATUS:
            return Failure(cls.__name__, str(error), READING_STATUS[cls.__name__], permanent=True)
    message = "An unexpected error occurred. Try again; if it persists, report it with the request id."
    return Failure("InternalError", message, status=500, permanent=False)
