"""Pages in lines of words, for scores."""

from hypothesis import strategies as st

from functions.evaluation.words import Box, PrintedWord, ReadText

PITCH = 20  # from one line to the next, in pixels
ADVANCE = 10  # of a character


def box(line, column, length):
    """Where a word of so many characters stands, in a line from a column on."""
    return Box(column * ADVANCE, line * PITCH, (column + length) * ADVANCE, (line + 0.8) * PITCH)


def printed(*lines, categories=frozenset()):
    """Words in lines of text."""
    return [PrintedWord(word, box(row, at, len(word)), frozenset(categories)) for row, at, word in words(lines)]


def read(*lines, confidence=1.0):
    return [ReadText(word, box(row, at, len(word)), confidence) for row, at, word in words(lines)]


def read_lines(*lines):
    """The same without words: a text a line."""
    return [ReadText(line, box(row, 0, len(line))) for row, line in enumerate(lines)]


def words(lines):
    for row, line in enumerate(lines):
        column = 0
        for word in line.split(" "):
            if word:
                yield row, column, word
            column += len(word) + 1


word = st.text(st.sampled_from("abcABC10.-é"), min_size=1, max_size=8)
line = st.lists(word, max_size=5).map(" ".join)
lines = st.lists(line, max_size=6)
