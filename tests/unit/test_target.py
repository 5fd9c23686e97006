from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from components.target import Target

TARGET = Target(stack="dev", account="123456789012", region="eu-west-1", partition="aws")


def test_names_end_with_the_stack() -> None:
    assert TARGET.named("uploads") == "ai-pipeline-uploads-dev"
    assert TARGET.named() == "ai-pipeline-dev"


def test_buckets_carry_stack_and_account() -> None:
    assert TARGET.bucket("input") == "learningyogi-input-dev-123456789012"


def test_arns_stay_in_the_account() -> None:
    assert TARGET.arn("events", "rule/a") == "arn:aws:events:eu-west-1:123456789012:rule/a"


@given(st.from_regex(r"[a-z]{1,12}", fullmatch=True), st.sampled_from(["input", "results", "models"]))
def test_bucket_names_are_valid(stack: str, purpose: str) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"""
    name = Target(stack, "123456789012", "eu-west-1", "aws").bucket(purpose)
    assert 3 <= len(name) <= 63
    assert name == name.lower()
