import json

import pytest

from harness.cli import application, read
from harness.errors import NotRunning, PipelineError
from harness.sample import sample_image


def _run(monkeypatch, capsys, *arguments: str) -> tuple[int, list[dict]]:
    monkeypatch.setattr("sys.argv", ["harness", *arguments])
    code = application.main()
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def pages(tmp_path):
    good, bad = tmp_path / "good.png", tmp_path / "bad.png"
    good.write_bytes(b"good")
    bad.write_bytes(b"bad")
    return good, bad


def test_each_file_is_answered_on_a_line_of_its_own_in_order(monkeypatch, capsys, pages, tmp_path):
    def refuse_the_bad(data: bytes) -> dict:
        if data == b"bad":
            raise PipelineError(415, "UnsupportedFile", "not an image")
        return {"text": "Maths"}

    monkeypatch.setattr(read, "_stack_reader", lambda kind: refuse_the_bad)
    missing = tmp_path / "missing.png"
    code, answers = _run(monkeypatch, capsys, "ocr", str(pages[1]), str(missing), str(pages[0]), "--json")
    assert code == 0
    assert answers[0] == {
        "file": str(pages[1]),
        "ok": False,
        "error": {"type": "UnsupportedFile", "message": "not an image"},
    }
    assert answers[1]["error"]["type"] == "FileNotReadable"
    assert answers[2]["ok"]
    assert answers[2]["result"] == {"text": "Maths"}
    assert answers[2]["seconds"] >= 0


def test_without_a_stack_files_are_read_in_this_process(monkeypatch, capsys, tmp_path):
    def not_running(settings) -> None:
        raise NotRunning

    monkeypatch.setattr(read, "LocalStack", not_running)
    page = tmp_path / "page.png"
    page.write_bytes(sample_image())
    code, (answer,) = _run(monkeypatch, capsys, "document", str(page), "--json")
    assert code == 0
    assert {block["day"] for block in answer["result"]["timeblocks"]} >= {"Monday", "Friday"}


def test_a_direct_reading_reports_a_file_that_is_no_page(monkeypatch, capsys, tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("no page")
    code, (answer,) = _run(monkeypatch, capsys, "ocr", str(text), "--direct", "--json")
    assert code == 0
    assert answer["error"]["type"] == "UnsupportedFile"


def test_people_see_the_week_as_a_table(monkeypatch, capsys, tmp_path):
    page = tmp_path / "page.png"
    page.write_bytes(sample_image())
    monkeypatch.setattr("sys.argv", ["harness", "document", str(page), "--direct"])
    assert application.main() == 0
    assert "Monday" in capsys.readouterr().out


def test_a_view_of_a_page_is_written_beside_the_answer(monkeypatch, capsys, tmp_path):
    page, view = tmp_path / "page.png", tmp_path / "view.html"
    page.write_bytes(sample_image())
    code, (answer,) = _run(monkeypatch, capsys, "document", str(page), "--html", str(view), "--json")
    assert code == 0
    assert answer["result"]["timeblocks"]
    assert "<title>page.png</title>" in view.read_text(encoding="utf-8")


def test_a_view_shows_one_file(monkeypatch, capsys, pages, tmp_path):
    view = tmp_path / "view.html"
    monkeypatch.setattr("sys.argv", ["harness", "document", *map(str, pages), "--html", str(view)])
    assert application.main() == 1
    assert "one file" in capsys.readouterr().err
    assert not view.exists()


def test_a_wrong_option_is_a_usage_error(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["harness", "ocr", "--no-such-option"])
    assert application.main() == 2
