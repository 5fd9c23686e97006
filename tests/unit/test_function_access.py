from __future__ import annotations

from tests.unit.recording import TARGET, Recording


def rights(recording: Recording, service: str) -> dict[str, dict[str, object]]:
    """The statements of a function's policy by Sid."""
    name = "uploads" if service == "uploads" else f"inference-{service}"
    document = recording.policies()[f"aws:iam/rolePolicy:RolePolicy {name}-rights policy"]
    return {statement["Sid"]: statement for statement in document["Statement"]}


def objects(purpose: str, *prefixes: str) -> list[str]:
    return [f"arn:aws:s3:::learningyogi-{purpose}-dev-{TARGET.account}/{prefix}*" for prefix in prefixes]


def test_ocr_touches_only_its_prefixes(dev: Recording) -> None:
    ocr = rights(dev, "ocr")
    assert ocr["ReadUploads"]["Resource"] == objects("input", "uploads/", "requests/")
    assert ocr["ReadModels"]["Resource"] == objects("models", "models/")
    assert ocr["WriteResults"]["Resource"] == objects("results", "ocr/", "documents/")


def test_document_touches_only_its_prefixes(dev: Recording) -> None:
    document = rights(dev, "document")
    assert document["ReadResults"]["Resource"] == objects("results", "ocr/", "timetables/", "documents/")
    assert document["WriteResults"]["Resource"] == objects("results", "timetables/", "documents/")


def test_uploads_may_sign_uploads_but_not_read_them(dev: Recording) -> None:
    uploads = rights(dev, "uploads")
    assert uploads["WriteUploads"]["Resource"] == objects("input", "uploads/")
    assert uploads["WriteDocuments"]["Resource"] == objects("results", "documents/")
    assert uploads["ReadResults"]["Resource"] == objects("results", "documents/", "ocr/", "timetables/")
    assert set(uploads) == {"WriteLogs", "SendTraces", "WriteUploads", "WriteDocuments", "ReadResults", "FindResults"}


def test_a_missing_object_is_told_from_a_forbidden_one(stack: Recording) -> None:
    """S3 answers 404 only to those who may list; for one object it sends no prefix to compare."""
    for service in ("ocr", "document", "uploads"):
        for sid, statement in rights(stack, service).items():
            if sid.startswith("Find"):
                assert statement["Action"] == ["s3:ListBucket"]
                assert list(statement["Condition"]) == ["StringLikeIfExists"]  # type: ignore[call-overload]


def test_only_the_pipelines_own_events_may_be_published(stack: Recording) -> None:
    for service, done in (("ocr", "OCR Completed"), ("document", "Timetable Extracted")):
        publish = rights(stack, service)["PublishEvents"]
        assert publish["Condition"] == {
            "StringEquals": {
                "events:source": "custom.learningyogi",
                "events:detail-type": [done, "Document Failed"],
            }
        }
    assert "PublishEvents" not in rights(stack, "uploads")


def test_a_function_writes_to_its_own_log_group(dev: Recording) -> None:
    group = f"arn:aws:cloudwatch:{TARGET.region}:{TARGET.account}:inference-ocr-logs"
    assert rights(dev, "ocr")["WriteLogs"]["Resource"] == [f"{group}:*"]


def test_the_rights_to_attach_to_the_network_are_kept_from_the_functions_code(dev: Recording) -> None:
    ocr = rights(dev, "ocr")
    denied = ocr["NotByFunctionCode"]
    function = f"arn:aws:lambda:{TARGET.region}:{TARGET.account}:function:ai-pipeline-ocr-inference-dev"
    assert denied["Effect"] == "Deny"
    assert denied["Condition"] == {"ArnEquals": {"lambda:SourceFunctionArn": function}}
    assert set(denied["Action"]) == {*ocr["AttachToNetwork"]["Action"], *ocr["LookUpNetwork"]["Action"]}  # type: ignore[misc, call-overload]
    assert "AttachToNetwork" not in rights(dev, "uploads")
