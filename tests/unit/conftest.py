"""Runs the whole program once a session for each stack; tests look at what it registered."""

from __future__ import annotations

import pytest

from tests.unit.recording import Recording, run_program, with_training


@pytest.fixture(scope="session")
def dev(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """The program as the dev stack configures it, with training."""
    return run_program("dev", tmp_path_factory.mktemp("dev"), with_training("dev"))


@pytest.fixture(scope="session")
def prod(tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """The program as the prod stack configures it, with training."""
    return run_program("prod", tmp_path_factory.mktemp("prod"), with_training("prod"))


@pytest.fixture(scope="session", params=["dev", "prod"])
def stack(request: pytest.FixtureRequest) -> Recording:
    """Each stack in turn."""
    recording: Recording = request.getfixturevalue(request.param)
    return recording
