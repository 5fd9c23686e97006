from __future__ import annotations

from typing import Any

import pytest

from components.bucket_rules import input_lifecycle, models_lifecycle, results_lifecycle, upload_cors


def by_id(rules: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {rule["id"]: rule for rule in rules}


def test_originals_go_cold_after_90_days_and_stay() -> None:
    rule = by_id(input_lifecycle())["cold-uploads"]
    assert rule["filter"] == {"prefix": "uploads/"}
    assert rule["transitions"] == [{"days": 90, "storage_class": "GLACIER_IR"}]
    assert "expiration" not in rule


def test_images_of_requests_expire_after_a_day_with_their_versions() -> None:
    rule = by_id(input_lifecycle())["expire-requests"]
    assert rule["filter"] == {"prefix": "requests/"}
    assert rule["expiration"] == {"days": 1}
    assert rule["noncurrent_version_expiration"] == {"noncurrent_days": 1}


def test_results_expire_after_30_days() -> None:
    rule = by_id(results_lifecycle())["expire-all"]
    assert rule["filter"] == {"prefix": ""}
    assert rule["expiration"] == {"days": 30}


def test_models_never_expire() -> None:
    assert [rule["expiration"] for rule in models_lifecycle()] == [{"expired_object_delete_marker": True}]


@pytest.mark.parametrize("rules", [input_lifecycle(), results_lifecycle(), models_lifecycle()])
def test_every_bucket_drops_old_versions_and_unfinished_uploads(rules: list[dict[str, Any]]) -> None:
    rule = by_id(rules)["tidy"]
    assert rule["noncurrent_version_expiration"] == {"noncurrent_days": 30}
    assert rule["abort_incomplete_multipart_upload"] == {"days_after_initiation": 1}


@pytest.mark.parametrize("rules", [input_lifecycle(), results_lifecycle(), models_lifecycle()])
def test_rules_are_enabled_and_have_ids_of_their_own(rules: list[dict[str, Any]]) -> None:
    assert {rule["status"] for rule in rules} == {"Enabled"}
    assert len(by_id(rules)) == len(rules)


def test_browsers_may_post_from_the_origins_only() -> None:
    (rule,) = upload_cors(["https://a.org", "https://b.org"])
    assert rule["allowed_origins"] == ["https://a.org", "https://b.org"]
    assert rule["allowed_methods"] == ["POST"]
    assert rule["allowed_headers"] == ["content-type"]
