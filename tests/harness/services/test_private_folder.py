"""Folders in shared places belong to one user alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.services import ServiceError
from harness.services.private_folder import make_private


def test_a_new_folder_is_closed_to_others_and_may_be_asked_for_again(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    make_private(folder)
    make_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_of_ours_that_is_open_to_others_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    make_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_link_that_somebody_put_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ServiceError, match="remove it"):
        make_private(tmp_path / "link")
