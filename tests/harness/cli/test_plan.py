"""Plans as people read them: lines of changes, and Markdown for pull requests."""

import json

from harness.cli.changes import change_lines
from harness.cli.markdown import as_markdown
from harness.engine import DeploymentResult, Message, Operation, PropertyChange, ResourceStep
from harness.engine.properties import ARCHIVE, SIGNATURE

URN = "urn:pulumi:dev::shop::aws:sqs/queue:Queue::"


def _step(name: str, operation: Operation, *changes: PropertyChange, reasons: tuple[str, ...] = ()) -> ResourceStep:
    return ResourceStep(operation, URN + name, "", changes=changes, replace_reasons=reasons)


def test_each_kind_of_change_has_its_mark():
    step = _step(
        "jobs",
        Operation.REPLACE,
        PropertyChange("tags.owner", "add", None, "me"),
        PropertyChange("delay", "update", 1, 2),
        PropertyChange("policy", "delete", "all", None),
        PropertyChange("name", "update-replace", "old", "new"),
    )
    assert change_lines(step) == [
        "+ tags.owner: me",
        "~ delay: 1 → 2",
        "- policy: all",
        "~ name: old → new (forces replacement)",
    ]


def test_of_a_json_text_only_what_differs_is_shown():
    old = {"Statement": [{"Action": "s3:GetObject", "Effect": "Allow"}], "Version": "1"}
    new = {"Statement": [{"Action": "s3:PutObject", "Effect": "Allow", "Sid": "Put"}]}
    step = _step("jobs", Operation.UPDATE, PropertyChange("policy", "update", json.dumps(old), json.dumps(new)))
    assert change_lines(step) == [
        "~ policy.Statement[0].Action: s3:GetObject → s3:PutObject",
        "+ policy.Statement[0].Sid: Put",
        "- policy.Version: 1",
    ]


def test_an_archive_is_shown_by_its_file_and_hash():
    old, new = ({SIGNATURE: ARCHIVE, "path": "build/ocr.zip", "hash": digit * 64} for digit in "ab")
    step = _step("ocr", Operation.UPDATE, PropertyChange("code", "update", old, new))
    assert change_lines(step) == ["~ code: build/ocr.zip (sha256 aaaaaaaa…) → build/ocr.zip (sha256 bbbbbbbb…)"]


def test_long_values_are_cut_and_stay_on_one_line():
    step = _step("jobs", Operation.UPDATE, PropertyChange("text", "update", "a\nb", "c" * 500))
    (line,) = change_lines(step)
    assert line.startswith("~ text: a b → ccc")
    assert line.endswith("…")
    assert len(line) < 130


def test_markdown_shows_deletions_and_replacements_first_and_counts_what_stays():
    result = DeploymentResult(
        "preview",
        True,
        [
            _step("new", Operation.CREATE),
            _step("jobs", Operation.REPLACE, PropertyChange("name", "update-replace", "a", "b"), reasons=("name",)),
            _step("same", Operation.SAME),
            _step("gone", Operation.DELETE),
        ],
        {},
        [Message("warning", "careful:\nit is loud"), Message("info", "loading")],
    )
    assert as_markdown(result, "prod") == "\n".join(
        [
            "### Preview of `prod`: 1 create, 1 delete, 1 replace, 1 unchanged",
            "",
            "> **warning**: careful: it is loud",
            "",
            "#### Deleted (1)",
            "",
            "- `aws:sqs/queue:Queue` **gone**",
            "",
            "#### Replaced (1)",
            "",
            "- `aws:sqs/queue:Queue` **jobs**, because of `name`",
            "  ```diff",
            "  ! name: a → b (forces replacement)",
            "  ```",
            "",
            "<details><summary>Created (1)</summary>",
            "",
            "- `aws:sqs/queue:Queue` **new**",
            "",
            "</details>",
            "",
        ]
    )


def test_a_plan_without_changes_says_so():
    result = DeploymentResult("preview", True, [_step("same", Operation.SAME)], {})
    assert as_markdown(result, "dev") == "### Preview of `dev`: no changes, 1 unchanged\n"
