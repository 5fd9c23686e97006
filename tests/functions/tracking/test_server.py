from __future__ import annotations

import dataclasses
import signal
import subprocess
import sys
import time
from pathlib import Path

from functions.tracking import server
from functions.tracking.settings import Settings
from tests.functions.tracking.test_settings import GIVEN

SETTINGS = Settings.from_environment({**GIVEN, "LISTEN_ADDRESS": "127.0.0.9", "ALLOWED_HOSTS": "a.example"})


def test_the_database_is_reached_with_verified_tls_and_the_address_holds_no_password() -> None:
    uri = server.database_uri(dataclasses.replace(SETTINGS, database_name="a/b"), "us@er")
    assert uri == "postgresql+psycopg2://us%40er@db.example:5432/a%2Fb?sslmode=verify-full"


def test_the_server_passes_artifacts_on_and_answers_only_to_its_names() -> None:
    command = server.server_command(SETTINGS, "uri")
    assert "--serve-artifacts" in command
    options = dict(zip(command[5::2], command[6::2], strict=True))
    assert options["--artifacts-destination"] == "s3://artifacts"
    assert options["--host"] == "127.0.0.9"
    assert options["--allowed-hosts"] == "a.example,a.example:*"
    assert "--cors-allowed-origins" not in options


def test_only_the_servers_own_page_may_change_things_from_a_browser() -> None:
    settings = dataclasses.replace(SETTINGS, page_origin="http://a.example:5000")
    command = server.server_command(settings, "uri")
    assert command[command.index("--cors-allowed-origins") + 1] == "http://a.example:5000"


def test_libpq_finds_its_file_and_nothing_is_reported_to_outside() -> None:
    variables = server.environment("/file", {"A": "1"})
    assert variables["A"] == "1"
    assert variables["PGPASSFILE"] == "/file"
    assert variables["MLFLOW_DISABLE_TELEMETRY"] == "true"


def test_the_signal_that_stops_a_container_reaches_the_server(tmp_path: Path) -> None:
    program = (
        "import signal, sys, time, pathlib\n"
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(7))\n"
        f"pathlib.Path({str(tmp_path / 'ready')!r}).touch(); time.sleep(60)"
    )
    command = f"[sys.executable, '-c', {program!r}]"
    script = f"import sys; from functions.tracking.server import run; sys.exit(run({command}, {{}}))"
    process = subprocess.Popen([sys.executable, "-c", script])
    deadline = time.monotonic() + 30
    while not (tmp_path / "ready").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 7
