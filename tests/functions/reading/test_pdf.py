"""PDF pages: words of the text layer, ruling lines, and files that cannot be read."""

from __future__ import annotations

import pytest

from functions.shared.page import Page, Segment, Word
from functions.shared.reading import FileTooLarge, Limits, UnreadableFile, load_pages
from functions.shared.reading.pdf import DOTS_PER_INCH, MOST_PIXELS_A_SIDE
from tests.functions.reading.small_pdf import pdf, pdf_of, stream, text

FILLER = text("Monday Tuesday Wednesday Thursday Friday", 20, 20)
PIXELS_PER_POINT = DOTS_PER_INCH / 72


def load(data: bytes) -> Page:
    (page,) = load_pages(data)
    return page


def words(page: Page) -> list[str]:
    assert page.text_words is not None
    return [word.text for word in page.text_words]


def word(page: Page, wanted: str) -> Word:
    assert page.text_words is not None
    (found,) = [word for word in page.text_words if word.text == wanted]
    return found


def test_reads_words_in_reading_order_with_their_boxes() -> None:
    page = load(pdf(FILLER + text("9.00 - 10.30 Maths", 100, 200, size=20)))
    assert words(page) == ["9.00", "-", "10.30", "Maths", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    first = word(page, "9.00")
    assert first.left == pytest.approx(100 * PIXELS_PER_POINT, abs=3)
    assert first.top < (300 - 207) * PIXELS_PER_POINT < first.bottom
    assert (first.rotation, first.confidence, first.page) == (0, 1.0, 1)


@pytest.mark.parametrize(
    ("turn", "rotation"), [("0 1 -1 0", 270), ("0 -1 1 0", 90), ("-1 0 0 -1", 180), ("1 0 0 1", 0)]
)
def test_tells_how_text_is_turned(turn: str, rotation: int) -> None:
    page = load(pdf(FILLER + text("Break Lunch", 200, 150, turn=turn)))
    lunch = word(page, "Lunch")
    assert lunch.rotation == rotation
    assert (lunch.height > lunch.width) == (rotation in (90, 270))


def test_follows_the_rotation_of_the_page() -> None:
    page = load(pdf(FILLER + text("Break", 200, 150), page_entries="/Rotate 90"))
    assert (page.width, page.height) == (625, 834)
    assert word(page, "Break").rotation == 90


def test_starts_at_the_corner_of_a_shifted_page_box() -> None:
    page = load(pdf(text("Monday Tuesday Wednesday Thursday Friday", 1010, 1010), box=(1000, 1000, 1400, 1300)))
    assert word(page, "Monday").left == pytest.approx(10 * PIXELS_PER_POINT, abs=3)


def test_leaves_stacked_letters_apart() -> None:
    letters = "".join(text(letter, 100, 200 - 16 * index) for index, letter in enumerate("MON"))
    assert words(load(pdf(FILLER + letters)))[:3] == ["M", "O", "N"]


def test_joins_letters_that_are_placed_one_by_one() -> None:
    placed = "BT /F1 12 Tf 100 200 Td [(Ass) -20 (em) 30 (b) -10 (ly) -600 (Hall)] TJ ET\n"
    assert words(load(pdf(FILLER + placed)))[:2] == ["Assembly", "Hall"]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(text("Timetable", 20, 20), id="a heading alone"),
        pytest.param("3 Tr " + FILLER, id="text that is not painted"),
        pytest.param("0 0 400 300 re f", id="no text"),
    ],
)
def test_does_not_trust_a_text_layer_that_cannot_be_the_page(content: str) -> None:
    assert load(pdf(content)).text_words is None


def rule(page: Page) -> Segment:
    (found,) = page.rules
    return found


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("2 w 50 100 m 350 100 l S", id="a stroke"),
        pytest.param("50 99 300 2 re f", id="a thin filled rectangle"),
        pytest.param("q 1 0 0 1 40 90 cm 2 w 10 10 m 310 10 l S Q", id="a stroke under a matrix"),
        pytest.param("q 0.5 0 0 0.5 0 0 cm 4 w 100 200 m 700 200 l S Q", id="a scaled stroke"),
    ],
)
def test_finds_a_ruling_line_however_it_is_drawn(content: str) -> None:
    line = rule(load(pdf(content)))
    assert line.horizontal
    assert [line.x0, line.x1] == pytest.approx([104.2, 729.2], abs=1)
    assert line.y0 == line.y1 == pytest.approx(416.7, abs=1)
    assert line.thickness == pytest.approx(4.2, abs=0.5)


def test_finds_ruling_lines_inside_forms_under_their_matrices() -> None:
    form = stream("2 w 0 0 m 0 100 l S", "/Type /XObject /Subtype /Form /BBox [-5 -5 300 300] /Matrix [1 0 0 1 30 0]")
    page = load(pdf("q 2 0 0 2 20 50 cm /Form Do Q", resources="/XObject << /Form 6 0 R >>", objects=[form]))
    line = rule(page)
    assert not line.horizontal
    assert line.x0 == line.x1 == pytest.approx(80 * PIXELS_PER_POINT, abs=1)
    assert [line.y0, line.y1] == pytest.approx([104.2, 520.8], abs=1)


def test_gives_the_four_sides_of_a_stroked_rectangle() -> None:
    assert sorted(line.horizontal for line in load(pdf("50 50 100 80 re S")).rules) == [False, False, True, True]


def test_takes_neither_slanted_lines_nor_filled_areas_for_rules() -> None:
    assert load(pdf("10 10 m 100 100 l S 50 50 200 100 re f")).rules == ()


def test_renders_the_page_upright_in_colour() -> None:
    page = load(pdf("1 0 0 rg 0 150 200 150 re f"))
    assert page.image[10, 10].tolist() == [255, 0, 0]
    assert page.image[-10, -10].tolist() == [255, 255, 255]


@pytest.mark.parametrize("box", [(0, 0, 14_400, 14_400), (0, 0, 14_400, 1), (0, 0, 0.5, 0.5)])
def test_renders_pages_of_extreme_size_within_bounds(box: tuple[float, ...]) -> None:
    page = load(pdf("", box=box))
    assert 1 <= page.width <= MOST_PIXELS_A_SIDE + 1
    assert 1 <= page.height <= MOST_PIXELS_A_SIDE + 1


def test_numbers_the_pages() -> None:
    pages = load_pages(pdf_of([FILLER, FILLER + text("Second", 100, 200)]))
    assert [page.number for page in pages] == [1, 2]
    assert word(pages[1], "Second").page == 2


def test_refuses_too_many_pages() -> None:
    with pytest.raises(FileTooLarge, match="has 3 pages; at most 2 are read"):
        load_pages(pdf_of([FILLER] * 3), Limits(pages=2))


def test_refuses_a_pdf_without_pages() -> None:
    with pytest.raises(UnreadableFile, match="no pages|damaged"):
        load_pages(pdf_of([]))


def test_refuses_a_locked_pdf() -> None:
    key = "28" * 32
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{key}> /U <{key}> >> /ID [<00> <00>]"
    with pytest.raises(UnreadableFile, match="locked by a password"):
        load_pages(pdf(FILLER, trailer=lock))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\x00" * 2000])
def test_refuses_a_broken_pdf(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        load_pages(data)


def picture(left: float, bottom: float, width: float, height: float) -> str:
    """Draws the image /Im in a box in page coordinates."""
    return f"q {width} 0 0 {height} {left} {bottom} cm /Im Do Q\n"


def load_with_image(content: str) -> Page:
    image = stream(
        "\x00", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    return load(pdf(content, resources="/XObject << /Im 6 0 R >>", objects=[image]))


def test_says_which_pictures_its_text_layer_does_not_speak_of() -> None:
    page = load_with_image(FILLER + picture(50, 100, 200, 150))
    (scan,) = page.pictures
    assert [scan.left, scan.top, scan.right, scan.bottom] == pytest.approx([104.2, 104.2, 520.8, 416.7], abs=1)
    assert words(page)[0] == "Monday"


def test_takes_the_strips_of_a_scan_for_one_picture() -> None:
    strips = "".join(picture(50, 100 + 15 * number, 200, 15) for number in range(10))
    (scan,) = load_with_image(FILLER + strips).pictures
    assert [scan.top, scan.bottom] == pytest.approx([104.2, 416.7], abs=1)


def test_a_few_words_painted_over_a_scan_do_not_read_it() -> None:
    assert len(load_with_image(picture(0, 0, 400, 300) + FILLER).pictures) == 1


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(FILLER + picture(300, 250, 40, 40), id="a logo"),
        pytest.param(
            picture(0, 0, 400, 300) + "".join(text("Maths English Science", 20, y) for y in range(20, 290, 20)),
            id="a background",
        ),
        pytest.param(FILLER + picture(500, 400, 300, 300), id="outside the page"),
    ],
)
def test_leaves_out_pictures_that_show_no_text_of_their_own(content: str) -> None:
    assert load_with_image(content).pictures == ()
