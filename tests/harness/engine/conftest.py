from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.engine.scenario import Scenario
from tests.harness.engine.store_plugin import serve


@pytest.fixture
def scenario(tmp_path: Path) -> Iterator[Scenario]:
    """A stack whose store plugin runs in the test's own process."""
    server, port = serve(tmp_path / "store")
    yield Scenario(tmp_path, port)
    server.stop(0)


@pytest.fixture
def separate(tmp_path: Path) -> Scenario:
    """A stack whose store plugins are processes, as in real use."""
    return Scenario(tmp_path)
