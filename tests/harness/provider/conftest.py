"""The provider of the tests: one over the session's emulator, one that may ask nobody."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.harness.provider.stack import Stack, running_provider

pytest.register_assert_rewrite("tests.harness.provider.round_trip")


@pytest.fixture
def stack(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """A provider over the emulator; HARNESS_TEST_ENDPOINT names one that runs already."""
    endpoint = os.environ.get("HARNESS_TEST_ENDPOINT") or request.getfixturevalue("emulator").endpoint
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    with running_provider(region="us-east-1") as running:
        yield running


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    """A provider with nothing running."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setenv("HARNESS_OFFLINE", "1")
    with running_provider(region="eu-west-1", defaultTags={"tags": {"project": "timetables"}}) as running:
        yield running
