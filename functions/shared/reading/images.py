"""Image files of any colour mode, depth and orientation as upright RGB pages."""

from __future__ import annotations

import io
import struct
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from functions.shared.page import Page
from functions.shared.reading.errors import FileTooLarge, UnreadableFile

_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
_TIFF_SIGNATURES = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM", b"GIF87a", b"GIF89a", *_TIFF_SIGNATURES)

# Pages are kept at no more than this many pixels: text stays legible, and memory bounded, whatever camera took them.
WORKING_PIXELS = 16_000_000

# Rows that are copied at a time, so that a large image is never held twice.
_BAND = 256

# What Pillow's decoders raise on damaged files.
_DAMAGE = (OSError, SyntaxError, ValueError, TypeError, EOFError, KeyError, IndexError, struct.error, MemoryError)


def is_image(data: bytes) -> bool:
    """Whether the data starts like an image of a kind that is read."""
    return data.startswith(_SIGNATURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def load_images(data: bytes, most_pixels: int, most_pages: int) -> list[Page]:
    """One page, or for TIFF one for each of its images.

    Raises:
        FileTooLarge: an image has more than `most_pixels` pixels, or there are more than `most_pages`.
        UnreadableFile: the file is damaged or cut short.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _pages(data, most_pixels, most_pages)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(most_pixels) from error
    except UnidentifiedImageError as error:
        raise UnreadableFile("The image is damaged: its header cannot be read. Export it again.") from error
    except (FileTooLarge, UnreadableFile):
        raise
    except _DAMAGE as error:
        raise UnreadableFile(f"The image is damaged or cut short ({error}). Upload it again.") from error


def _pages(data: bytes, most_pixels: int, most_pages: int) -> list[Page]:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if count > most_pages:
            raise FileTooLarge(
                f"The file has {count} pages; at most {most_pages} are read. Upload only the pages with the timetable."
            )
        pages = []
        for index in range(count):
            if count > 1:
                image.seek(index)
            if image.width * image.height > most_pixels:
                raise _too_many_pixels(most_pixels)
            pages.append(_page(image, index + 1))
        return pages


def _page(image: Image.Image, number: int) -> Page:
    width = image.width
    if image.format in ("JPEG", "MPO"):
        _decode_smaller(image)
    image.load()
    scale = width / image.width
    ImageOps.exif_transpose(image, in_place=True)
    upright = rgb(image)
    excess = (upright.width * upright.height / WORKING_PIXELS) ** 0.5
    if excess > 1:
        before = upright.width
        upright = upright.resize((round(upright.width / excess), round(upright.height / excess)), Image.Resampling.BOX)
        scale *= before / upright.width
    return Page(number, pixels(upright), scale=scale)


def _decode_smaller(image: Image.Image) -> None:
    """Has the JPEG decoder halve the image, once or more, while that leaves at least WORKING_PIXELS."""
    divisor = 1
    while image.width * image.height / (4 * divisor * divisor) >= WORKING_PIXELS and divisor < 8:
        divisor *= 2
    if divisor > 1:
        image.draft(image.mode, (image.width // divisor, image.height // divisor))


def pixels(image: Image.Image) -> NDArray[np.uint8]:
    """The pixels of an RGB image, height x width x 3, taken over in bands: Pillow copies what it hands out, twice."""
    taken = np.empty((image.height, image.width, 3), dtype=np.uint8)
    for top in range(0, image.height, _BAND):
        bottom = min(top + _BAND, image.height)
        taken[top:bottom] = np.asarray(image.crop((0, top, image.width, bottom)))
    return taken


def shrunk(image: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """The image made smaller by a whole factor, each pixel the mean of those it stands for.

    Args:
        image: height x width x 3.
    """
    if factor == 1:
        return image
    bands = (image[top : top + _BAND * factor] for top in range(0, image.shape[0], _BAND * factor))
    return np.concatenate([np.asarray(Image.fromarray(band).reduce(factor)) for band in bands])


def rgb(image: Image.Image) -> Image.Image:
    """The image in RGB: deep greys scaled to 8 bits, transparency laid over white."""
    if image.mode.startswith("I") or image.mode == "F":
        return Image.fromarray(_eight_bits(np.asarray(image))).convert("RGB")
    if image.has_transparency_data:
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image.convert("RGBA")).convert("RGB")
    return image if image.mode == "RGB" else image.convert("RGB")


def _eight_bits(values: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Scales the brightest value to 255: scanners store 10, 12 or 16 bits in 16."""
    bright = max(float(values.max(initial=0)), 1.0)
    scaled: NDArray[np.uint8] = (np.clip(values.astype(np.float32), 0, None) * (255 / bright)).astype(np.uint8)
    return scaled


def _too_many_pixels(most: int) -> FileTooLarge:
    return FileTooLarge(f"The image has more than {most:,} pixels. Upload a smaller copy.")
