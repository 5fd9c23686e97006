"""Class, teacher, term and school year."""

from __future__ import annotations

import pytest

from functions.document.metadata import Metadata, find_metadata


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4M", "4M"),
        ("Class 3B timetable", "Class 3B"),
        ("Class: 4 Oak", "4 Oak"),
        ("Class: 5N / Term: Autumn / Year: 2027/2028", "5N"),
        ("Class: Maple (Y2/3) Teacher: Mr Osei", "Maple (Y2/3)"),
        ("Class: 4E I Tutor: Mr Singh", "4E"),
        ("3B Timetable", "3B"),
        ("Weekly timetable for 6H", "6H"),
        ("Jane Smith 9X1 Timetable 2025-2026", "9X1"),
        ("Year 5 Timetable", "Year 5"),
        ("RW", "RW"),
        ("RE", None),
        ("RWI", None),
        ("Year 3/4", "Year 3/4"),
        ("Y6 Spring Term", "Y6"),
        ("Oak Class", "Oak Class"),
        ("Ms. Garcia's 3rd Grade Schedule", "3rd Grade"),
        ("Reception timetable", "Reception"),
        ("Class timetable", None),
        ("Year: 2025-26", None),
        ("P1", None),
        ("8 AM", None),
        ("Room 12", None),
    ],
)
def test_classes(text: str, expected: str | None) -> None:
    assert find_metadata([text]).class_name == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Miss Okafor", "Miss Okafor"),
        ("Class 5K Miss Okafor Autumn 1", "Miss Okafor"),
        ("Teacher: Jane Smith", "Jane Smith"),
        ("Class teacher: Mrs A Khan, Room 4", "Mrs A Khan"),
        ("Mr O'Brien & Mrs Lee", "Mr O'Brien & Mrs Lee"),
        ("Ms. Garcia's 3rd Grade Schedule", "Ms. Garcia"),
        ("Teacher: Miss Hartley Spring Term", "Miss Hartley"),
        ("Teacher: Mr B. Thompson TA: Mrs Singh", "Mr B. Thompson"),
        ("Class: 4E I Tutor: Mr Singh I Term: Spring 1", "Mr Singh"),
        ("Form 7B – Tutor: Mr A. Khan – Term 2", "Mr A. Khan"),
        ("Teachers meet at noon", None),
        ("Mist and drizzle", None),
    ],
)
def test_teachers(text: str, expected: str | None) -> None:
    assert find_metadata([text]).teacher == expected


@pytest.mark.parametrize(
    ("text", "term", "year"),
    [
        ("Autumn 1 2026-27", "Autumn 1", "2026-27"),
        ("Spring Term 2025/26", "Spring Term", "2025/26"),
        ("Timetable 2025-2026, Term 2", "Term 2", "2025-2026"),
        ("Summer 2", "Summer 2", None),
        ("Fall 2025", "Fall", "2025"),
        ("Term dates", None, None),
        ("12/10/2025", None, None),
    ],
)
def test_terms_and_years(text: str, term: str | None, year: str | None) -> None:
    found = find_metadata([text])
    assert (found.term, found.year) == (term, year)


def test_a_labelled_value_wins_over_one_that_only_looks_like_it() -> None:
    texts = ["Guided by Mr Lund", "Teacher: Miss Okafor"]
    assert find_metadata(texts).teacher == "Miss Okafor"


def test_a_page_that_says_nothing_gives_nothing() -> None:
    assert find_metadata([]) == Metadata()


@pytest.mark.parametrize(
    ("text", "class_name", "term"),
    [
        ("Sunflower Class Timetable", "Sunflower Class", None),
        ("Class Story", None, None),
        ("Hazel Class Weekly Timetable - Fall Semester", "Hazel Class", "Fall Semester"),
        ("Holy Trinity RC Primary", None, None),
        ("Class: 8th Grade Tutor: Dr Fitzgerald", "8th Grade", None),
    ],
)
def test_activities_and_schools_are_no_classes_or_terms(text: str, class_name: str | None, term: str | None) -> None:
    found = find_metadata([text])
    assert (found.class_name, found.term) == (class_name, term)
