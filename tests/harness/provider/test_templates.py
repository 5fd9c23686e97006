"""Templates, filled and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.provider.registry import ROWS
from harness.provider.templates import fields, fill, parse
from harness.provider.values import UNKNOWN

TEXT = st.text(min_size=1).filter(lambda text: "\n" not in text)


@given(st.sampled_from([row.id for row in ROWS.values()]), st.data())
def test_a_filled_template_is_parsed_to_values_that_fill_it_the_same(template: str, data: st.DataObject) -> None:
    text = fill(template, {name: data.draw(TEXT) for name in fields(template)})
    assert fill(template, parse(template, text)) == text


@pytest.mark.parametrize("template", ["{role}:{name}", ["{role}"]])
@pytest.mark.parametrize("role", [None, UNKNOWN])
def test_a_template_with_an_unknown_field_is_not_filled(template: object, role: object) -> None:
    assert fill(template, {"role": role, "name": "x"}) is None


def test_a_text_of_another_form_is_not_parsed() -> None:
    assert parse("{role}:{name}", "role") == {}
