"""The HTML page of a reading; it needs nothing but itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from functions.document.readings import Reading
from functions.shared.page import Page, Word
from harness.cli.tables import DAYS, LAST
from harness.view.picture import page_picture, word_id, words_of_blocks

_TEMPLATE = Path(__file__).parent / "page.html"


def document_html(
    title: str, pages: Sequence[Page], words: Sequence[Word], readings: Sequence[Reading], answer: Mapping[str, Any]
) -> str:
    """The page for people.

    Args:
        title: name of the file.
        pages: of the upload.
        words: on all of them.
        readings: what each page was read as, in the same order.
        answer: of the document function: `{"result": …}` or `{"error": {"type", "message"}}`.
    """
    pictures = []
    for page, reading in zip(pages, readings, strict=True):
        pictures.append(page_picture(page, [word for word in words if word.page == page.number], reading))
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(title),
        heading=_heading(answer),
        week=_week(answer["result"]["timeblocks"], _sources(pages, readings)) if "result" in answer else "",
        pages="\n".join(pictures),
    )


def _heading(answer: Mapping[str, Any]) -> str:
    if "error" in answer:
        error = answer["error"]
        return f'<p class="error"><b>{escape(error["type"])}</b>: {escape(error["message"])}</p>'
    result = answer["result"]
    said = [(label, result[key]) for label, key in _METADATA if result[key]]
    facts = [*said, ("blocks", len(result["timeblocks"])), ("confidence", f"{result['confidence']:.2f}")]
    return "<dl>" + "".join(f"<dt>{label}</dt><dd>{escape(str(value))}</dd>" for label, value in facts) + "</dl>"


_METADATA = (("class", "className"), ("teacher", "teacher"), ("term", "term"), ("year", "year"))


def _sources(pages: Sequence[Page], readings: Sequence[Reading]) -> list[list[str]]:
    """For each block of the result, ids of the words that it was read from."""
    sources = []
    for page, reading in zip(pages, readings, strict=True):
        held: list[list[str]] = [[] for _ in reading.blocks]
        for place, blocks in words_of_blocks(reading).items():
            for block in blocks:
                held[block].append(word_id(page.number, place))
        sources += held
    return sources


def _week(blocks: Sequence[Mapping[str, Any]], sources: Sequence[Sequence[str]]) -> str:
    """The blocks as a table: a column a day, a row for each time at which something starts."""
    days = [day for day in DAYS if any(block["day"] == day for block in blocks)]
    starts = sorted({block["startTime"] or LAST for block in blocks})
    head = "".join(f"<th>{day}</th>" for day in days)
    rows = []
    for start in starts:
        cells = ["" for _ in days]
        for block, words in zip(blocks, sources, strict=True):
            if (block["startTime"] or LAST) == start:
                cells[days.index(block["day"])] += _block(block, words)
        label = "no start" if start == LAST else start
        rows.append(f"<tr><th>{label}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return f"<table><thead><tr><th></th>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _block(block: Mapping[str, Any], words: Sequence[str]) -> str:
    end = f"<small>to {escape(block['endTime'])}</small>" if block["endTime"] else ""
    notes = f"<i>{escape(block['notes'])}</i>" if block["notes"] else ""
    return f'<div class="block" tabindex="0" data-words="{" ".join(words)}">{escape(block["name"])}{end}{notes}</div>'
