import numpy as np
import pytest
from PIL import Image

from functions.evaluation.words import Box, PrintedWord
from harness.bench import fonts
from harness.bench.ocr import drawn
from harness.bench.ocr.documents import DOCUMENT_PAGES, DocumentPage
from harness.bench.ocr.drawn import DrawnPage
from harness.bench.ocr.evaluation_page import load_page, save_page
from harness.bench.ocr.evaluation_set import frozen_set, recipes
from harness.errors import HarnessError
from harness.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path)


def draw_something(self, folder, *downloads):
    image = folder / f"{self.name}.png"
    save_page(Image.new("RGB", (60, 20)), image, [PrintedWord("Maths", Box(0, 0, 30, 10))])
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


def test_turned_pages_are_of_the_first_seed_whose_page_holds_turned_words(settings, monkeypatch, tmp_path):
    corners = np.array([[0, 0], [30, 0], [30, 10], [0, 10]])

    def generate(seed, fonts, *, families, distortion, held_out):
        turned = seed % 1000 == 2
        word = drawn.DrawnWord("Maths", corners, rotation=90 if turned else 0, height=20)
        return drawn.Page(np.zeros((20, 60, 3), np.uint8), (word,), None, family=f"{seed} {distortion}")

    monkeypatch.setattr(drawn, "generate", generate)
    monkeypatch.setattr(drawn, "held_out_fonts", list)
    upright, turned = (load_page(DrawnPage(number).draw(tmp_path)) for number in (2, 3))
    assert (upright.name, turned.name) == ("timetable-02-clean", "timetable-03-scan-turned")
    assert [word.categories for word in upright.words] == [{"upright"}]
    assert [word.categories for word in turned.words] == [{"rotated"}]


def test_words_of_pages_that_a_camera_saw_are_photographed(monkeypatch, tmp_path):
    corners = np.array([[0, 0], [30, 2], [29, 12], [1, 10]])
    page = drawn.Page(np.zeros((20, 60, 3), np.uint8), (drawn.DrawnWord("Maths", corners, height=10),), None)
    monkeypatch.setattr(drawn, "generate", lambda seed, fonts, **options: page)
    monkeypatch.setattr(drawn, "held_out_fonts", list)
    (word,) = load_page(DrawnPage(1).draw(tmp_path)).words
    assert (word.box, word.categories) == (Box(0, 0, 30, 12), {"photo", "small"})
