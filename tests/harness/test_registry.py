from __future__ import annotations

import pytest

from harness.registry import registry_status
from harness.services import State
from tests.harness.http_server import serving


@pytest.mark.parametrize(("status", "state"), [(200, State.RUNNING), (503, State.STARTING)])
def test_the_registry_runs_when_its_page_answers(status: int, state: State) -> None:
    with serving(lambda request: (status if request.path == "/health" else 404, b"OK")) as url:
        found = registry_status(url)
    assert (found.state, found.address) == (state, url)
    assert registry_status(url).state is State.STARTING
