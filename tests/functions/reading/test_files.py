"""Every upload is a page or an error that its sender can act on."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from functions.shared.reading import FileTooLarge, Limits, UnreadableFile, UnsupportedFile, load_pages
from functions.shared.reading.images import pixels, shrunk


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def half_black(mode: str = "RGB") -> Image.Image:
    """Black on the left, white on the right."""
    image = Image.new("L", (40, 20), 255)
    image.paste(0, (0, 0, 20, 20))
    return image.convert(mode)


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds no pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
def test_reads_image_files_of_each_kind(kind: str) -> None:
    (page,) = load_pages(encoded(half_black(), kind))
    assert (page.number, page.width, page.height, page.text_words) == (1, 40, 20, None)
    assert page.image[10, 5].max() < 30
    assert page.image[10, 35].min() > 225


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("1", "PNG"), ("L", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("RGBA", "PNG"), ("CMYK", "JPEG"), ("CMYK", "TIFF")],
)
def test_reads_images_of_each_colour_mode(mode: str, kind: str) -> None:
    (page,) = load_pages(encoded(half_black(mode), kind))
    assert page.image.shape == (20, 40, 3)
    assert page.image[10, 5].max() < 30
    assert page.image[10, 35].min() > 225


@pytest.mark.parametrize("brightest", [1023, 4095, 65535])
@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_scales_deep_greys_to_eight_bits(brightest: int, kind: str) -> None:
    values = np.zeros((20, 40), dtype=np.uint16)
    values[:, 20:] = brightest
    (page,) = load_pages(encoded(Image.fromarray(values), kind))
    assert page.image[10, 5].max() == 0
    assert page.image[10, 35].min() == 255


def test_lays_transparency_over_white() -> None:
    image = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    (page,) = load_pages(encoded(image, "PNG"))
    assert page.image.min() == 255


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_turns_images_upright_by_their_exif_orientation(orientation: int, kind: str) -> None:
    upright = half_black()
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    stored = upright.transpose(undo) if undo is not None else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    (page,) = load_pages(encoded(stored, kind, exif=exif))
    assert (page.width, page.height) == (40, 20)
    assert page.image[10, 5].max() < 30


def test_reads_every_image_of_a_tiff() -> None:
    frames = [Image.new("L", (10 + index, 10), 50 * index) for index in range(3)]
    pages = load_pages(encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:]))
    assert [(page.number, page.width, int(page.image[0, 0, 0])) for page in pages] == [
        (1, 10, 0),
        (2, 11, 50),
        (3, 12, 100),
    ]


def test_reads_the_first_frame_of_a_gif() -> None:
    frames = [Image.new("L", (10, 10), shade) for shade in (0, 255)]
    (page,) = load_pages(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert page.image.max() == 0


def test_goes_by_content_where_bytes_precede_the_pdf_header() -> None:
    with pytest.raises(UnreadableFile, match="The PDF is damaged"):
        load_pages(b"\r\n%PDF-1.7 and nothing else")


def test_keeps_a_very_large_photo_small_and_remembers_its_scale() -> None:
    (page,) = load_pages(encoded(Image.new("L", (8000, 6000), 200), "JPEG"))
    assert page.width * page.height <= 16_100_000
    assert page.width * page.scale == pytest.approx(8000, abs=2)
    assert page.height * page.scale == pytest.approx(6000, abs=2)


def test_refuses_an_empty_file() -> None:
    with pytest.raises(UnreadableFile, match="The file is empty"):
        load_pages(b"")


def test_refuses_too_many_bytes() -> None:
    with pytest.raises(FileTooLarge, match="has 11 bytes; at most 10 are read"):
        load_pages(b"x" * 11, Limits(bytes=10))


@pytest.mark.parametrize(("width", "height"), [(20_000, 10_000), (2_000_000, 2_000_000)])
def test_refuses_a_decompression_bomb_by_its_header(width: int, height: int) -> None:
    with pytest.raises(FileTooLarge, match="more than 120,000,000 pixels"):
        load_pages(png_header(width, height))


def test_refuses_too_many_images_in_a_tiff() -> None:
    frames = [Image.new("1", (4, 4)) for _ in range(4)]
    data = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    with pytest.raises(FileTooLarge, match="has 4 pages; at most 3 are read"):
        load_pages(data, Limits(pages=3))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
@pytest.mark.parametrize("kept", [0.3, 0.7])
def test_refuses_a_file_that_is_cut_short(kind: str, kept: float) -> None:
    noise = np.random.default_rng(1).integers(0, 255, size=(64, 64, 3), dtype=np.uint8)
    data = encoded(Image.fromarray(noise), kind)
    with pytest.raises(UnreadableFile, match="damaged"):
        load_pages(data[: int(len(data) * kept)])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"just some text", "neither an image nor a PDF"),
        (b"PK\x03\x04 word/document.xml", "an Office document or ZIP archive"),
        (b"\x00\x00\x00\x18ftypheic....", "a HEIC photo, which cannot be read. Export it as JPEG"),
        (b"<html></html>", "neither an image nor a PDF"),
    ],
)
def test_refuses_other_files_and_names_the_cure(data: bytes, message: str) -> None:
    with pytest.raises(UnsupportedFile, match=message):
        load_pages(data)


@given(st.integers(1, 600), st.integers(1, 9), st.integers(1, 4))
def test_an_image_made_smaller_in_bands_is_the_image_made_smaller(height: int, width: int, factor: int) -> None:
    image = np.random.default_rng(height).integers(0, 256, (height * factor, width * factor, 3), dtype=np.uint8)
    assert np.array_equal(shrunk(image, factor), np.asarray(Image.fromarray(image).reduce(factor)))


@given(st.integers(1, 600), st.integers(1, 9))
def test_pixels_taken_in_bands_are_all_pixels(height: int, width: int) -> None:
    image = np.random.default_rng(height).integers(0, 256, (height, width, 3), dtype=np.uint8)
    assert np.array_equal(pixels(Image.fromarray(image)), image)
