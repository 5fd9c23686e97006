from __future__ import annotations

from components import policies


def test_a_statement_allows_actions_on_resources_under_conditions() -> None:
    own = {"StringEquals": {"aws:SourceAccount": "1"}}
    assert policies.allow("Read", ["s3:GetObject"], ["arn:a", "arn:b"], when=own) == {
        "Sid": "Read",
        "Effect": "Allow",
        "Action": ["s3:GetObject"],
        "Resource": ["arn:a", "arn:b"],
        "Condition": own,
    }


def test_a_statement_without_conditions_has_none() -> None:
    assert "Condition" not in policies.deny("Never", ["s3:PutObject"], ["arn:a"])


def test_a_resources_policy_names_the_principal() -> None:
    statement = policies.allow("Send", ["sqs:SendMessage"], ["arn:q"])
    assert policies.by(statement, {"Service": "a.amazonaws.com"})["Principal"] == {"Service": "a.amazonaws.com"}
    assert "Principal" not in statement


def test_a_document_has_the_current_version_of_the_language() -> None:
    assert policies.document([])["Version"] == "2012-10-17"


def test_a_service_is_trusted_to_assume_a_role_and_nothing_else() -> None:
    assert policies.trust("lambda.amazonaws.com")["Statement"] == [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    ]


def test_transport_without_tls_is_refused_to_everybody() -> None:
    (statement,) = policies.encrypted_transport_only(["arn:q"], "sqs")
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == ("Deny", "*", ["sqs:*"])
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
