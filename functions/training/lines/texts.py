"""What lines say: subjects, names, times, rooms, dates and prices as teachers write them, and everyday sentences."""

from __future__ import annotations

import random
from collections.abc import Callable

from functions.training.alphabet import CHARACTERS
from functions.training.lines.times import some_time
from functions.training.lines.words import Words

Chance = random.Random
_KNOWN = frozenset(CHARACTERS)

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT_DAYS = (
    "Mon", "Tue", "Tues", "Wed", "Weds", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun", "MON", "TUE", "WED", "THU",
    "FRI", "M", "T", "W", "Th", "F",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
# With what the base model read badly: narrow letters in a row, & and /, abbreviations with dots.
_PHRASES = (
    "PE kit", "Read aloud", "Morning Meeting", "Small Groups", "Show & Tell", "Times Tables", "Hand-writing", "D&T",
    "R.E.", "P.E.", "Art/DT", "Maths - fractions", "Tidy up / home time", "Brain break!", "Library (2nd floor)",
    "Spelling test", "Guided Reading", "Assembly in Hall", "S&L", "Q&A", "Story + song", "TTRS", "EYFS", "SEN/EAL",
    "KS1", "KS2", "ICT", "IT", "PSHE", "RSHE", "PPA", "SATs", "Phase 5", "Unit 3", "Set 1", "Year 4", "Class 4M",
    "Week A", "Wk 2", "Term 1", "Half-term", "Drop off", "Pick-up", "Snack & milk", "INSET", "Christmas", "Half Day",
    "No School", "Silent reading", "Independent task", "1:1 reading", "ILLNESS", "SKILLS", "ALL CLASSES", "CHILL OUT",
    "FILING", "Idioms", "Italian", "Illustration", "Individual", "ill", "All", "Hill", "Milly", "Lily", "Billie",
    "Islam", "Ill.", "Iris", "II", "III", "Algebra II", "Art I", "Off", "Off-site", "Offices", "Day off", "Own work",
    "Cover", "Session", "Class", "Recess", "Voice", "Zoom", "Wow!", "Science", "Sciences", "Swim", "Co-op", "Code Club",
)  # fmt: skip
_TITLES = ("Mr", "Mrs", "Miss", "Ms", "Dr", "Mx", "Mr.", "Mrs.", "Ms.", "Dr.")
# How two words come together.
_FORMS = (
    "{} & {}", "{} and {}", "{}/{}", "{} / {}", "{} - {}", "{} – {}", "{}: {}", "{} ({})", "{} + {}", "{}, {}",
    "• {} {}", "• {} {}", "- {} {}", "({} {})", "{} | {}",
    "✓ {} {}", "☐ {} {}", "{}; {}", "{} or {}", "“{}” {}", "'{}' {}", "{}’s {}", "{} → {}", "{}+{}",
    "{}&{}", "{}-{}", "* {} {}", "{}! {}", "{}? {}", "{} w/ {}", "{} @ {}", "{} [{}]", "{} = {}",
    # Broken at the end of a cell's width, they go on in another line.
    "{} {} /", "{} {}/", "/ {} {}", "{}/ {}", "{} {} &", "& {} {}", "{} {} +", "{} {} –", "{} {} -",
)  # fmt: skip
_ROOMS = (
    "{letter}{number}", "{number}{letter}", "{letter}{small}.{number:02d}", "Room {number}", "Y{small}",
    "Year {small}", "P{small}", "Period {small}", "Lesson {small}", "{number}{letter}/{other}{small}", "Lab {small}",
    "Rm {letter}{number}", "{small}:{tiny}", "{letter}-{number}", "({letter}{number})", "Week {number}", "x{tiny}",
    "{number}+", "{small} & {tiny}", "Gr. {small}", "K-{small}", "Class {small}{letter}", "{number}.", "{number})",
    "#{number}", "{letter}/{other}", "Ch.{number}", "pp. {number}-{small}", "{letter}{letter} {number}",
    "No. {number}", "{number}/{small}", "L{number}", "S{number}", "B{number}", "{letter}{number} {code}", "{code}",
    "{code} {letter}{number}", "{code} {number}", "{number}{letter} {code}",
)  # fmt: skip
_DATES = (
    "{day}/{number}/{year}", "{day:02d}/{number:02d}/{short:02d}", "{ordinal} {month}", "{month} {day}, {year}",
    "{day}.{number}.{short:02d}", "{brief} {ordinal}", "{year}-{next:02d}", "{year}/{next:02d}", "{month} {year}",
    "{day} {brief} {year}", "{year}-{number:02d}-{day:02d}", "W/B {day}/{number}",
)  # fmt: skip
_AMOUNTS = (
    "£{whole}.{cents:02d}", "${whole}.{cents:02d}", "€{whole},{cents:02d}", "{cents}p", "{whole}%", "£{whole}",
    "{whole} mins", "{whole} min.", "{cents}m", "{whole} × {cents}", "{whole}.{tenth}", "½ hr", "1½ hours",
    "{whole}°C", "{whole}kg", "{whole} + {cents}", "{whole},{cents:02d}0",
    "0{cents:02d}{whole:03d} {whole:03d} {cents:03d}",
)  # fmt: skip
# When periods are, as listed below a table or said in its headings; a list may break anywhere.
_PERIODS = (
    "P{}", "L{}", "S{}", "{}", "Period {}", "Lesson {}", "Session {}", "Per. {}", "Hour {}", "Block {}", "Slot {}",
    "{}.", "({})", "P{} ", "H{}",
)  # fmt: skip
_WHEN = (
    "{}: {}", "{} {}", "{} ({})", "{}: {},", "{}: {};", "{} {},", "{} {};", "{} - {}", "{} – {}", "{} = {}", "{} ({}),",
    "{} {} |", "{}:{}", "{}: {}.",
)  # fmt: skip
_CHARACTERS_ALONE = "Il1&AaiTM70OLS58BERKx?–-•••✓✔✘☐|+OOABCDEFGHIJKLMNOPQRSTUVWXYZ"


def text(chance: Chance, words: Words) -> str:
    """What one line says: characters of the alphabet, single spaces, none at the ends."""
    kinds, weights = zip(*_KINDS, strict=True)
    while True:
        write: Callable[[Chance, Words], str] = chance.choices(kinds, weights)[0]
        line = write(chance, words)
        line = " ".join((line.upper() if chance.random() < 0.12 else line).split())
        # Some letters change into others with their case: İ into an i with a separate dot.
        if line and set(line) <= _KNOWN:
            return line


def _school(chance: Chance, words: Words) -> str:
    if chance.random() < 0.03:
        return " ".join(chance.choice(words.school).upper())
    line = " ".join(chance.choice(words.school) for _ in range(chance.choice((1, 1, 1, 2, 2, 3))))
    return chance.choice((line.capitalize(), line.title(), line, line.upper()))


def _phrase(chance: Chance, words: Words) -> str:
    return chance.choice(_PHRASES)


def _combination(chance: Chance, words: Words) -> str:
    return chance.choice(_FORMS).format(_part(chance, words), _part(chance, words))


def _part(chance: Chance, words: Words) -> str:
    kind = chance.choice((words.school, words.school, words.english, words.names))
    word = chance.choice(kind)
    return chance.choice((word.capitalize(), word, word.upper()))


def _sentence(chance: Chance, words: Words) -> str:
    line = " ".join(chance.choice(words.english) for _ in range(chance.randint(1, 5)))
    return chance.choice((line, line.capitalize(), line.capitalize() + chance.choice(".,:;!?"), line.title()))


def _foreign(chance: Chance, words: Words) -> str:
    line = " ".join(chance.choice(words.foreign) for _ in range(chance.randint(1, 3)))
    return chance.choice((line, line.capitalize()))


def _name(chance: Chance, words: Words) -> str:
    first, last = chance.choice(words.names), chance.choice(words.names)
    initial, title = chance.choice("ABCDEFGHIJKLMNOPRSTW"), chance.choice(_TITLES)
    forms = (
        f"{title} {last}", f"{title} {initial} {last}", f"{first} {last}", f"{initial}. {last}", f"{first} {initial}.",
        f"O’{last}", first, f"{first}, {last}", f"{initial}{initial}",
    )  # fmt: skip
    return chance.choice(forms)


def _time(chance: Chance, words: Words) -> str:
    line = some_time(chance)
    if chance.random() < 0.15:
        return f"{line} {_part(chance, words)}"
    return f"{_part(chance, words)} {line}" if chance.random() < 0.1 else line


def _period(chance: Chance, words: Words) -> str:
    """When a period is, or two of them, or the rest of such a list."""
    number, form, kind = chance.randint(0, 9), chance.choice(_WHEN), chance.random()
    name = chance.choice(_PERIODS).format(number) if chance.random() < 0.8 else _part(chance, words)
    if kind < 0.3:
        return name + chance.choice(("", ":", "", ";", ","))
    line = form.format(name, some_time(chance))
    if kind < 0.5:
        return line.split(" ", 1)[-1]
    following = form.format(chance.choice(_PERIODS).format(number + 1), some_time(chance))
    return f"{line} {following}" if kind < 0.6 else line


def _room(chance: Chance, words: Words) -> str:
    return chance.choice(_ROOMS).format(
        letter=chance.choice("ABCDEFGHIKLMPRSTWY"),
        other=chance.choice("abcdefMNPRST"),
        number=chance.randint(1, 29),
        small=chance.randint(0, 13),
        tiny=chance.randint(1, 4),
        code="".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWYZ", k=chance.choice((2, 3, 3)))),
    )


def _day(chance: Chance, words: Words) -> str:
    day = chance.choice(_DAYS) if chance.random() < 0.4 else chance.choice(_SHORT_DAYS)
    number = chance.randint(1, 31)
    return chance.choice(
        (day, day, day.upper(), f"{day}.", f"{day} {number}", f"{day} {_ordinal(number)}", f"{day}:", f"{day}-{day}")
    )


def _date(chance: Chance, words: Words) -> str:
    day, number, year = chance.randint(1, 31), chance.randint(1, 12), chance.randint(2015, 2031)
    month = _MONTHS[number - 1]
    return chance.choice(_DATES).format(
        day=day,
        ordinal=_ordinal(day),
        number=number,
        month=month,
        brief=month[:3],
        year=year,
        short=year % 100,
        next=year % 100 + 1,
    )


def _ordinal(number: int) -> str:
    return f"{number}" + {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")


def _amount(chance: Chance, words: Words) -> str:
    whole = chance.choice((chance.randint(0, 12), chance.randint(0, 999)))
    return chance.choice(_AMOUNTS).format(whole=whole, cents=chance.randrange(100), tenth=chance.randrange(10))


def _character(chance: Chance, words: Words) -> str:
    return chance.choice(_CHARACTERS_ALONE)


def _any_characters(chance: Chance, words: Words) -> str:
    return "".join(chance.choice(CHARACTERS[:-1]) for _ in range(chance.randint(2, 8)))


_KINDS: tuple[tuple[Callable[[Chance, Words], str], float], ...] = (
    (_school, 14),
    (_phrase, 9),
    (_combination, 13),
    (_sentence, 13),
    (_foreign, 5),
    (_name, 7),
    (_time, 18),
    (_period, 6),
    (_room, 8),
    (_day, 4),
    (_date, 4),
    (_amount, 3),
    (_character, 2.5),
    (_any_characters, 1),
)
