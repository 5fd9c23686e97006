"""Titles say what the truth says that they say."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.training.fonts import FontFamily
from functions.training.pages.look import some_look
from functions.training.pages.titles import some_title
from functions.training.pages.vocabulary import Vocabulary


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 100_000), st.sampled_from(["primary", "secondary", "elementary", "high"]))
def test_all_that_is_known_of_a_class_is_printed(fonts: Sequence[FontFamily], seed: int, level: str) -> None:
    chance = random.Random(seed)
    lines, metadata = some_title(chance, Vocabulary(), some_look(chance, fonts, 1.0), level)
    printed = " ".join(paragraph.text for line in lines for paragraph in line.paragraphs).casefold()
    for known in (metadata.teacher, metadata.class_name, metadata.term, metadata.year):
        assert known is None or known.casefold() in printed
