from __future__ import annotations

from pathlib import Path

import pytest
from ai_pipeline_emulator.settings import PluginSettings

from harness.backends.host import HostBackend
from harness.settings import Settings


def test_the_plugins_read_what_the_backend_tells_them(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    read = PluginSettings.from_environment(HostBackend(settings).server().environment())
    assert read.runtimes == settings.runtimes
    assert settings.data in read.data.parents
    assert all(path.exists() for path in (read.certificate, read.private_key, read.certificate_authorities))


def test_an_emulator_that_the_harness_did_not_start_is_an_error_that_names_what_is_missing() -> None:
    with pytest.raises(RuntimeError, match="not started by the harness.*AI_PIPELINE_EMULATOR_RUNTIMES"):
        PluginSettings.from_environment({})
