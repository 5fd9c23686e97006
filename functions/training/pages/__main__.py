"""Draws pages for people to look at: `python -m functions.training.pages --count 12 --out DIR --seed 1`."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from PIL import Image

from functions.training.fonts import all_families, split
from functions.training.pages.distortions import DISTORTIONS
from functions.training.pages.families import ALL_FAMILIES, WITHOUT_TIMETABLE
from functions.training.pages.generator import generate
from functions.training.pages.page import Page

THUMBNAIL, COLUMNS = (560, 420), 4


def main(arguments: list[str]) -> int:
    """Writes a PNG and a JSON file for each page, and a contact sheet of all."""
    options = _parser().parse_args(arguments)
    training, held_out = split(all_families())
    options.out.mkdir(parents=True, exist_ok=True)
    pages = []
    for seed in range(options.seed, options.seed + options.count):
        page = generate(
            seed,
            held_out if options.held_out else training,
            families=options.family,
            distortion=options.distortion or list(DISTORTIONS)[seed % len(DISTORTIONS)],
            held_out=options.held_out,
        )
        name = options.out / f"{seed:05d}-{page.family}-{page.distortion}"
        Image.fromarray(page.image).save(name.with_suffix(".png"))
        name.with_suffix(".json").write_text(json.dumps(described(page), indent=1, ensure_ascii=False))
        print(f"{name.name}: {len(page.words)} words, {', '.join(sorted(page.look))}")
        pages.append(page)
    contact_sheet(pages).save(options.out / "contact-sheet.png")
    return 0


def described(page: Page) -> dict[str, Any]:
    """The truth of a page as JSON has it."""
    return {
        "family": page.family,
        "distortion": page.distortion,
        "look": sorted(page.look),
        "timetable": page.timetable,
        "words": [
            {
                "text": word.text,
                "corners": word.corners.round(1).tolist(),
                "rotation": word.rotation,
                "category": word.category,
                "height": round(word.height, 1),
                "line": word.line,
            }
            for word in page.words
        ],
        "rules": [
            {"points": rule.points[[0, -1]].round(1).tolist(), "thickness": rule.thickness} for rule in page.rules
        ],
        "cells": [
            {"corners": cell.corners.round(1).tolist(), "rows": cell.rows, "columns": cell.columns, "table": cell.table}
            for cell in page.cells
        ],
    }


def contact_sheet(pages: list[Page]) -> Image.Image:
    """All pages, small, on one image."""
    rows = -(-len(pages) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * THUMBNAIL[0], rows * THUMBNAIL[1]), "#404040")
    for number, page in enumerate(pages):
        image = Image.fromarray(page.image)
        image.thumbnail((THUMBNAIL[0] - 8, THUMBNAIL[1] - 8))
        sheet.paste(image, (number % COLUMNS * THUMBNAIL[0] + 4, number // COLUMNS * THUMBNAIL[1] + 4))
    return sheet


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m functions.training.pages", description=__doc__)
    parser.add_argument("--count", type=int, default=12, help="pages to draw")
    parser.add_argument("--out", type=Path, required=True, help="folder to write them to")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first page")
    parser.add_argument(
        "--family", action="append", choices=sorted(ALL_FAMILIES | WITHOUT_TIMETABLE), help="layout; may be repeated"
    )
    parser.add_argument("--distortion", choices=sorted(DISTORTIONS), help="one for all pages; else they take turns")
    parser.add_argument("--held-out", action="store_true", help="fonts and words that training never sees")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
