import pytest
from PIL import Image

from functions.evaluation.words import Box, PrintedWord
from harness.bench import fonts
from harness.bench.ocr.documents import DOCUMENT_PAGES, DocumentPage
from harness.bench.ocr.drawn import DrawnPage
from harness.bench.ocr.evaluation_page import save_truth
from harness.bench.ocr.evaluation_set import frozen_set, recipes
from harness.errors import HarnessError
from harness.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path)


def draw_something(self, folder, *downloads):
    image = folder / f"{self.name}.png"
    Image.new("RGB", (60, 20)).save(image)
    save_truth(image, [PrintedWord("Maths", Box(0, 0, 30, 10))])
    return image


def test_every_page_of_the_set_is_another_one():
    pages = recipes()
    assert len({page.name for page in pages}) == len(pages)
    numbers = [page.number for page in pages if isinstance(page, DrawnPage)]
    assert numbers == list(range(len(numbers)))


def test_the_first_pages_are_of_all_sorts():
    first = recipes()[:6]
    assert {page.distortion for page in first if isinstance(page, DrawnPage)} == {"clean", "photo", "scan"}
    assert [page for page in first if isinstance(page, DocumentPage)] == [DOCUMENT_PAGES[0]]


def test_only_as_many_pages_are_made_as_are_asked_for(settings, monkeypatch):
    monkeypatch.setattr(DrawnPage, "draw", draw_something)
    made = []
    pages = frozen_set(settings, 3, made.append, lambda: made.append("page"))
    assert [page.name for page in pages] == ["timetable-00-clean", "timetable-01-photo", "timetable-02-clean"]
    assert made == ["page"] * 3


def test_a_document_that_cannot_be_fetched_is_left_out_and_named(settings, monkeypatch):
    def fail(self, folder, downloads):
        raise HarnessError("`npm` is not installed")

    monkeypatch.setattr(DrawnPage, "draw", draw_something)
    monkeypatch.setattr(DocumentPage, "draw", fail)
    told = []
    assert len(frozen_set(settings, 6, told.append)) == 5
    assert told == ["reference-card-en is left out: `npm` is not installed"]


def test_without_fonts_the_user_is_told_how_to_get_them(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "FETCHED", tmp_path / "none")
    fonts.held_out_fonts.cache_clear()
    with pytest.raises(HarnessError, match="run `python -m functions.training fonts`"):
        frozen_set(settings, 1, print)
