import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.errors import UnsupportedMediaType
from functions.uploads.file_names import MAX_NAME_BYTES, check_content_type, clean_file_name


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Timetable 4M (spring).pdf", "Timetable 4M (spring).pdf"),
        ("时间表 2026.png", "时间表 2026.png"),
        ("emploi_du_temps_été.jpg", "emploi_du_temps_été.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("a\x00b\nc.png", "a_b_c.png"),
        ("<script>alert(1)</script>.png", "script_.png"),
        ('x"; rm -rf *.png', "x_ rm -rf _.png"),
        ("..", "upload"),
        ("", "upload"),
        ("folder/", "upload"),
        (".htaccess", "htaccess"),
        ("\U0001f4c5.pdf", "_.pdf"),
    ],
)
def test_names_are_cleaned_but_kept_recognisable(name, cleaned):
    assert clean_file_name(name) == cleaned


def test_a_long_name_is_cut_between_letters_and_keeps_its_ending():
    cleaned = clean_file_name("表" * 500 + ".pdf")
    assert cleaned == "表" * 83 + ".pdf"


@given(st.text())
def test_every_name_becomes_one_that_is_safe_in_a_key(name):
    cleaned = clean_file_name(name)
    assert cleaned
    assert len(cleaned.encode()) <= MAX_NAME_BYTES
    assert cleaned.strip(" .") == cleaned
    assert not set(cleaned) & set("/\\<>\"'&;\0")
    assert not any(unicodedata.category(letter) == "Cc" for letter in cleaned)


@given(st.text())
def test_a_clean_name_stays_as_it_is(name):
    assert clean_file_name(clean_file_name(name)) == clean_file_name(name)


@pytest.mark.parametrize(
    ("declared", "kind"), [("application/pdf", "application/pdf"), ("Image/JPEG; charset=binary", "image/jpeg")]
)
def test_types_that_can_be_read_are_taken(declared, kind):
    assert check_content_type(declared) == kind


@pytest.mark.parametrize("declared", ["text/html", "image/svg+xml", "image/heic", "application/octet-stream", ""])
def test_other_types_are_refused_with_those_that_are_not(declared):
    with pytest.raises(UnsupportedMediaType, match="cannot be read; send one of image/jpeg, image/png"):
        check_content_type(declared)
