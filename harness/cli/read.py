"""`ocr` and `document`: reads files through the deployed stack, or with the functions' own code in this process."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from harness.cli import output
from harness.cli.tables import timetable_table
from harness.errors import HarnessError, NotRunning, PipelineError
from harness.local_stack import LocalStack
from harness.settings import Settings

Files = Annotated[list[Path], typer.Argument(help="Images or PDFs.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object a line, in the order of the files.")]
Direct = Annotated[bool, typer.Option("--direct", help="Call the function's code in this process, with no stack.")]
Html = Annotated[
    Path | None,
    typer.Option("--html", help="Also write an HTML page that shows what was read where; reads in this process."),
]
ReadFile = Callable[[bytes], dict[str, Any]]


def ocr(files: Files, as_json: Json = False, direct: Direct = False) -> None:
    """Reads the words of each file."""
    _answer_for_each("ocr", files, as_json, direct)


def document(files: Files, as_json: Json = False, direct: Direct = False, html: Html = None) -> None:
    """Reads the timetable in each file."""
    if html:
        _view(files, as_json, html)
    else:
        _answer_for_each("document", files, as_json, direct)


def _view(files: list[Path], as_json: bool, page: Path) -> None:
    """Reads a file in this process, whose answers alone know where on the page they come from."""
    from harness.direct import view_document  # loads the models' runtime

    if len(files) > 1:
        raise HarnessError("--html shows one file: name one, or run the command once for each")

    def read(data: bytes) -> dict[str, Any]:
        answer, text = view_document(files[0].name, data)
        page.write_text(text, encoding="utf-8")
        output.report(f"wrote {page}")
        if "error" in answer:
            raise PipelineError(422, answer["error"]["type"], answer["error"]["message"])
        return dict(answer["result"])

    show = output.print_json if as_json else _show_timetable
    show(_answer(files[0], read))


def _answer_for_each(kind: str, files: list[Path], as_json: bool, direct: bool) -> None:
    read = _direct_reader(kind) if direct else _stack_reader(kind)
    show = output.print_json if as_json else _show_timetable if kind == "document" else _show_text
    for file in files:
        show(_answer(file, read))


def _answer(file: Path, read: ReadFile) -> dict[str, Any]:
    """What the contract promises for one file: a result, or an error with its type."""
    started = time.perf_counter()
    try:
        result = read(file.read_bytes())
    except PipelineError as error:
        return {"file": str(file), "ok": False, "error": {"type": error.type, "message": str(error)}}
    except OSError as error:
        return {"file": str(file), "ok": False, "error": {"type": "FileNotReadable", "message": str(error)}}
    return {"file": str(file), "ok": True, "seconds": round(time.perf_counter() - started, 3), "result": result}


def _stack_reader(kind: str) -> ReadFile:
    try:
        client = LocalStack(Settings.from_environment()).client()
    except NotRunning:
        output.report("the local stack is not up: reading in this process, as with --direct")
        return _direct_reader(kind)
    return lambda data: client.infer(kind, data)


def _direct_reader(kind: str) -> ReadFile:
    from harness.direct import direct_reader  # loads the models' runtime, which the stack's clients do without

    return direct_reader(kind)


def _show_timetable(answer: dict[str, Any]) -> None:
    if _shown_as_error(answer):
        return
    output.people.print(answer["file"], highlight=False)
    output.people.print(timetable_table(answer["result"]))


def _show_text(answer: dict[str, Any]) -> None:
    if _shown_as_error(answer):
        return
    result = answer["result"]
    words = len(result["words"])
    output.people.print(f"{answer['file']}: {words} words, confidence {result['confidence']:.2f}", highlight=False)
    output.people.print(result["text"], highlight=False, markup=False)


def _shown_as_error(answer: dict[str, Any]) -> bool:
    if not answer["ok"]:
        error = answer["error"]
        output.people.print(f"{answer['file']}: [red]{error['type']}[/red]: {error['message']}", highlight=False)
    return not answer["ok"]
