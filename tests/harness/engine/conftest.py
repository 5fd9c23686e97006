from pathlib import Path

import pytest

from tests.harness.engine.scenario import Scenario


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return Scenario(tmp_path)
