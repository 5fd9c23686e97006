"""How long each bucket keeps what, and who may never reach it: plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pulumi import Input

from components import policies
from components.prefixes import REQUESTS, RUNS, UPLOADS

COLD_AFTER_DAYS = 90
RESULTS_KEPT_DAYS = 30
REQUESTS_KEPT_DAYS = 1
RUNS_KEPT_DAYS = 90
OLD_VERSIONS_KEPT_DAYS = 30
UNFINISHED_UPLOADS_KEPT_DAYS = 1

Rule = dict[str, Any]


def input_lifecycle() -> list[Rule]:
    """Originals go cold, images of single requests go."""
    return [_cold(UPLOADS), _expire(REQUESTS, REQUESTS_KEPT_DAYS), _housekeeping()]


def results_lifecycle() -> list[Rule]:
    """Results go: they can be read again from the originals."""
    return [_expire("", RESULTS_KEPT_DAYS), _housekeeping()]


def models_lifecycle() -> list[Rule]:
    """Models stay."""
    return [_housekeeping()]


def training_lifecycle() -> list[Rule]:
    """Datasets stay, as the lineage of models; runs go, what was good of them is registered."""
    return [_expire(RUNS, RUNS_KEPT_DAYS), _housekeeping()]


def artifacts_lifecycle() -> list[Rule]:
    """What runs logged stays as long as the registry knows it."""
    return [_housekeeping()]


def bucket_policy(bucket_arn: Input[str], objects_arn: Input[str]) -> dict[str, Any]:
    """Refuses requests without TLS, or with a version of TLS before 1.2."""
    outdated = policies.deny(
        "DenyOutdatedTransport", ["s3:*"], [bucket_arn, objects_arn], when={"NumericLessThan": {"s3:TlsVersion": "1.2"}}
    )
    return policies.document(
        [*policies.encrypted_transport_only([bucket_arn, objects_arn], "s3"), policies.by(outdated, "*")]
    )


def upload_cors(origins: Sequence[str]) -> list[Rule]:
    """Lets pages of the origins send a presigned upload."""
    return [
        {
            "allowed_methods": ["POST"],
            "allowed_origins": list(origins),
            "allowed_headers": ["content-type"],
            "max_age_seconds": 600,
        }
    ]


def _cold(prefix: str) -> Rule:
    # Instant retrieval: an original stays a plain GET away, so a reading can be repeated without a restore.
    return {
        "id": f"cold-{prefix.strip('/')}",
        "status": "Enabled",
        "filter": {"prefix": prefix},
        "transitions": [{"days": COLD_AFTER_DAYS, "storage_class": "GLACIER_IR"}],
    }


def _expire(prefix: str, days: int) -> Rule:
    """Expires objects and, as many days later, the versions that this leaves behind."""
    return {
        "id": f"expire-{prefix.strip('/') or 'all'}",
        "status": "Enabled",
        "filter": {"prefix": prefix},
        "expiration": {"days": days},
        "noncurrent_version_expiration": {"noncurrent_days": min(days, OLD_VERSIONS_KEPT_DAYS)},
    }


def _housekeeping() -> Rule:
    return {
        "id": "tidy",
        "status": "Enabled",
        "filter": {"prefix": ""},
        "noncurrent_version_expiration": {"noncurrent_days": OLD_VERSIONS_KEPT_DAYS},
        "abort_incomplete_multipart_upload": {"days_after_initiation": UNFINISHED_UPLOADS_KEPT_DAYS},
        "expiration": {"expired_object_delete_marker": True},
    }
