from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.tracking.credentials import PasswordFile, _escaped, read_credentials
from functions.tracking.settings import Settings
from tests.functions.tracking.test_settings import GIVEN

SETTINGS = Settings.from_environment(GIVEN)


class Secrets:
    """Secrets Manager with one secret, which can be out of order."""

    password: str | None = "first"

    def get_secret_value(self, SecretId: str) -> dict[str, Any]:
        assert SecretId == "arn:secret"
        if self.password is None:
            raise ConnectionError("throttled")
        return {"SecretString": json.dumps({"username": "mlflow", "password": self.password})}


def test_user_and_password_come_from_the_secret() -> None:
    credentials = read_credentials(Secrets(), "arn:secret")
    assert (credentials.user, credentials.password) == ("mlflow", "first")


def test_only_the_owner_can_read_the_password(tmp_path: Path) -> None:
    file = PasswordFile(tmp_path / "pgpass", SETTINGS, Secrets())
    assert file.path.read_text() == "db.example:5432:mlflow:mlflow:first\n"
    assert file.path.stat().st_mode & 0o077 == 0


def test_a_rotated_password_replaces_the_old_one_and_a_failed_look_changes_nothing(tmp_path: Path) -> None:
    secrets = Secrets()
    file = PasswordFile(tmp_path / "pgpass", SETTINGS, secrets)
    file.keep_fresh(interval=0.01)
    secrets.password = None
    time.sleep(0.1)
    assert ":first" in file.path.read_text()
    secrets.password = "second"
    deadline = time.monotonic() + 10
    while ":second" not in file.path.read_text() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert file.path.read_text() == "db.example:5432:mlflow:mlflow:second\n"


@given(st.text(st.characters(blacklist_characters="\n\0", blacklist_categories=["Cs"])))
def test_a_password_is_read_back_as_libpq_does(password: str) -> None:
    line = "host:1:name:user:" + _escaped(password)
    fields = [re.sub(r"\\(.)", r"\1", field, flags=re.S) for field in re.findall(r"(?:^|:)((?:\\.|[^:\\])*)", line)]
    assert fields[-1] == password and len(fields) == 5
