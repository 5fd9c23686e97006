"""The pages for people agree with the program."""

from __future__ import annotations

import re

from components.configuration_table import table
from tests.unit.recording import PROJECT, Recording


def rows(page: str) -> list[list[str]]:
    """The cells of a page's table, without its head."""
    lines = [line for line in (PROJECT / "docs" / page).read_text().splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def test_configuration_md_holds_the_table_of_the_code() -> None:
    """`python -m components.configuration_table` prints the new table."""
    assert table(PROJECT) in (PROJECT / "docs" / "configuration.md").read_text()


def test_outputs_md_names_exactly_the_outputs(stack: Recording) -> None:
    assert sorted(row[0].strip("`") for row in rows("outputs.md")) == sorted(stack.outputs)


def test_outputs_md_says_the_types_of_the_outputs(stack: Recording) -> None:
    kinds = {"text": str, "list of text": list}
    for name, kind, *_ in rows("outputs.md"):
        assert isinstance(stack.outputs[name.strip("`")], kinds[kind]), name


def test_outputs_md_dates_no_output_after_the_contract(stack: Recording) -> None:
    newest = max(tuple(map(int, row[3].split("."))) for row in rows("outputs.md"))
    assert stack.outputs["contractVersion"] == ".".join(map(str, newest))


def test_contracts_md_promises_no_other_outputs(stack: Recording) -> None:
    contracts = (PROJECT / "docs" / "contracts.md").read_text()
    promised = re.findall(r"`(\w+)`", contracts.split("## Stack outputs")[1].split("\n## ")[0])
    assert sorted(promised) == sorted(stack.outputs)
