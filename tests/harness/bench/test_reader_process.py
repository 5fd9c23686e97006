"""Readers that are run in a process of their own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from harness.bench.reader_process import ReaderProgram, ask
from harness.errors import HarnessError

ECHO = ReaderProgram("echo", Path(sys.executable), "tests.harness.bench.echo_reader")


def written(folder: Path, text: str) -> Path:
    file = folder / f"{len(list(folder.iterdir()))}.txt"
    file.write_text(text)
    return file


def test_a_reader_answers_for_every_file_in_order(tmp_path: Path) -> None:
    files = [written(tmp_path, text) for text in ("Maths", "PE in hall")]
    done: list[int] = []
    answers = ask(ECHO, files[0], files, lambda: done.append(1))
    assert [answer.result for answer in answers.files] == [["Maths"], ["PE", "in", "hall"]]
    assert len(done) == 2
    assert answers.peak_memory > 1e6
    assert answers.first_wall > 0


def test_a_file_on_which_a_reader_fails_is_not_its_end(tmp_path: Path) -> None:
    good, empty = written(tmp_path, "Maths"), written(tmp_path, "")
    failed, read = ask(ECHO, good, [empty, good]).files
    assert failed.error == "ValueError: nothing in it"
    assert failed.result is None
    assert read.result == ["Maths"]


def test_a_reader_that_ends_too_early_is_reported_with_what_it_said(tmp_path: Path) -> None:
    good, last = written(tmp_path, "Maths"), written(tmp_path, "end")
    with pytest.raises(HarnessError, match=r"(?s)echo ended with exit code 3; it said:\ncannot go on"):
        ask(ECHO, good, [last, good])
