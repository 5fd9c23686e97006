"""The sample page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from functions.document.timetable import extract_timetable
from functions.evaluation.timeblocks import block_f1
from functions.shared.reading import load_pages
from harness.sample import sample_image, sample_pdf, sample_truth
from harness.sample.__main__ import main


def test_the_image_is_a_page_of_readable_size() -> None:
    with Image.open(BytesIO(sample_image())) as image:
        assert image.format == "PNG"
        assert min(image.size) > 1000


def test_both_formats_are_the_same_bytes_each_time() -> None:
    image, pdf = sample_image(), sample_pdf()
    sample_image.cache_clear()
    sample_pdf.cache_clear()
    assert (sample_image(), sample_pdf()) == (image, pdf)


def test_the_pdf_reads_as_its_truth() -> None:
    pages = load_pages(sample_pdf())
    assert pages[0].text_words is not None
    timetable = extract_timetable(pages, pages[0].text_words).to_dict()
    truth = sample_truth()
    blocks, expected = timetable.pop("timeblocks"), truth.pop("timeblocks")
    assert isinstance(blocks, list)
    assert isinstance(expected, list)
    assert block_f1(blocks, expected) == 1.0
    assert [block["notes"] for block in blocks if block["name"] in ("Science", "Music")] == ["Lab 2", "Mr Lund"]
    assert {key: timetable[key] for key in truth} == truth


def test_the_command_writes_what_the_suffix_says(tmp_path: Path) -> None:
    assert main([str(tmp_path / "page.png"), str(tmp_path / "page.PDF")]) == 0
    assert (tmp_path / "page.png").read_bytes() == sample_image()
    assert (tmp_path / "page.PDF").read_bytes() == sample_pdf()


@pytest.mark.parametrize("arguments", [[], ["page.jpg"]])
def test_the_command_says_how_it_is_used(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "usage: python -m harness.sample FILE.png|FILE.pdf" in capsys.readouterr().err
