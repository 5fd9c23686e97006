"""What timetables say: subjects, topics, clubs, names and rooms of British and American schools.

A part of what is particular to one page (topics, clubs, names, rooms) is held out from training, so that a reader can
be tested on words that it has not met.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


PRIMARY = _phrases("""
    Maths, English, Guided Reading, Phonics, Spelling, Handwriting, Science, History, Geography, Art, DT,
    Computing, Music, PE, RE, PSHE, French, Spanish, Swimming, Topic, Forest School, Library, Story, Reading,
    Writing, Grammar, SPaG, Times Tables, Number Fluency, Outdoor PE, Indoor PE, Golden Time, Choosing Time,
    Singing, Comprehension, TTRS, Big Maths, RWI, Art/DT, History/Geography, Music / French, Games, Dance,
    Gymnastics, Philosophy, Circle Time, Show and Tell, Maths Meeting, Continuous Provision, Literacy, Numeracy,
    ICT, Science & DT, Reading for Pleasure, Class Story, Jigsaw, Wellbeing, Mandarin, Welsh, Guided Reading /
    Spelling, Spelling test, Finishing off, Ukuleles
    """)
SECONDARY = _phrases("""
    Maths, English, Biology, Chemistry, Physics, History, Geography, French, German, Spanish, Latin, Art, Design
    & Technology, Computer Science, Music, Drama, PE, Games, Religious Studies, PSHE, Economics, Business
    Studies, Psychology, Sociology, Food Technology, Textiles, English Literature, English Language, Further
    Maths, Media Studies, Citizenship, Politics, Study Period, Photography, Core PE, Ethics, Graphics,
    Statistics, Enrichment, Law, Classical Civilisation, Private Study
    """)
ELEMENTARY = _phrases("""
    Math, Reading, Writing, ELA, Science, Social Studies, Spelling, Word Study, Read Aloud, Centers, Morning
    Meeting, Specials, Art, Music, Gym, P.E., Library, Computer Lab, Guided Reading, Independent Reading, Small
    Groups, Calendar, Math Centers, Journal Writing, Free Choice, STEM, Phonics, Handwriting, Language Arts,
    Writer's Workshop, Reader's Workshop, Shared Reading, Intervention, SEL, Interactive Read Aloud, Math
    Stations, Literacy Centers, Quiet Time, Show & Tell, Morning Work, Health
    """)
HIGH = _phrases("""
    Algebra I, Geometry, Algebra II, Biology, Chemistry, Physics, English 9, English 10, World History, US
    History, Spanish I, Spanish II, French II, Art I, Band, Choir, PE/Health, Study Hall, Economics, AP
    Calculus, AP Biology, Government, Computer Science, Creative Writing, Advisory, Drama, Journalism, Earth
    Science, Pre-Calculus, Orchestra, Ceramics, Psychology
    """)

_TOPICS = _phrases("""
    fractions, place value, column addition, the Romans, volcanoes, The Iron Man, persuasive letters, Ancient
    Egypt, electricity, rivers, Victorians, materials, Great Fire of London, e-safety, coding, athletics, tag
    rugby, netball, reading corner, apostrophes, poetry, time tables, long division, money, shape, forces,
    light, Tudors, World War 2, rainforests, plants, animals, story writing, recount, adverbs, inverse
    operations, Beowulf, Stone Age, mountains, watercolour, recorders, problem solving, arithmetic test, bring
    kit, with Year 3, whole class, groups A & B, set 1, set 2, intervention, booster, laptops, iPads, in the
    hall, outside, test day, independent task, ch. 4, unit 6, lesson 12, mental maths, focus: verbs, quiz,
    library visit, carousel, non-fiction, fluency, catch up, KS1, KS2, EYFS, reading journals, sketch books,
    rounders, hockey, orienteering, glockenspiel
    """)
_CLUBS = _phrases("""
    Football Club, Chess Club, Choir, Homework Club, Eco Club, Drama Club, Netball Club, Coding Club, Art Club,
    Gardening Club, Orchestra, Breakfast Club, Running Club, Book Club, Lego Club, Karate, Ballet, Debating
    Society, Science Club, Multi-skills, Street Dance, Recorder Group, Cookery Club, Basketball, Robotics,
    Yearbook, Student Council, Mindfulness Club, Board Games, Fencing
    """)
_SURNAMES = _phrases("""
    Smith, Jones, Taylor, Brown, Williams, Wilson, Johnson, Davies, Patel, Robinson, Wright, Khan, Thompson,
    Evans, Walker, White, Roberts, Green, Hall, Wood, Jackson, Clarke, Begum, Okafor, Ahmed, Kowalski, Nguyen,
    Garcia, Martinez, O'Brien, Fitzgerald, MacDonald, Singh, Chen, Rossi, Müller, Hernández, Lefèvre, Adeyemi,
    Bianchi, Murphy, Hussain, Joynes, Whitworth, Ashby, Quigley, Zielinski, Vaughan, Xavier-Hart, Bell, Fox,
    Lamb, Pugh, Yates, Ibrahim, Sørensen
    """)
_CLASS_NAMES = _phrases("""
    Oak, Willow, Maple, Beech, Kingfisher, Robin, Badger, Hedgehog, Ladybird, Starfish, Dolphin, Penguin,
    Sycamore, Elm, Owl, Puffin, Rowan, Hazel, Sunflower, Jupiter, Turing, Dahl, Mandela
    """)
_ROOMS = _phrases("""
    Hall, Gym, Library, ICT suite, Music room, Field, Studio, Lab 1, Lab 2, Art room, Pool, Sports Hall, Small
    Hall, Playground, Computer Lab, Cafeteria, Auditorium, Theatre
    """)
_SCHOOLS = _phrases("""
    St Mary's C of E Primary School, Oakfield Primary School, Hillcrest Academy, Riverside Elementary, Park Lane
    Junior School, The Grange School, Lincoln Middle School, Greenwood Infant School, Beechwood Park, Northgate
    High School, Holy Trinity RC Primary, Meadowbank School, Washington Elementary, Ashdown College
    """)
_REMINDERS = _lines("""
    PE kit needed on Tuesday and Thursday.
    Please bring a water bottle every day.
    Homework is due on Fridays.
    Library books must be returned by Wednesday.
    Reading books are changed on Mondays.
    Snack: fruit only
    Please note that times may change.
    Spelling tests are on Friday mornings.
    Mrs Hill covers PPA.
    Show and tell: bring one item only.
    Swimming kit: towel, costume and cap.
    Assembly rota on the back.
    Interventions take place in the afternoons.
    Don't forget your reading record!
    """)


def is_held_out(text: str) -> bool:
    """Whether a word or phrase is kept for tests: about a quarter are."""
    return hashlib.sha256(text.encode()).digest()[0] % 4 == 0


@dataclass(frozen=True)
class Vocabulary:
    """The words that one set of pages draws on: those for training, or those held out from it."""

    held_out: bool = False

    def topic(self, chance: random.Random) -> str:
        """What a lesson is about, as a note beside its name."""
        return self._one(_TOPICS, chance)

    def club(self, chance: random.Random) -> str:
        return self._one(_CLUBS, chance)

    def school(self, chance: random.Random) -> str:
        return self._one(_SCHOOLS, chance)

    def reminder(self, chance: random.Random) -> str:
        """A sentence below the table."""
        return self._one(_REMINDERS, chance)

    def surname(self, chance: random.Random) -> str:
        return self._one(_SURNAMES, chance)

    def class_animal(self, chance: random.Random) -> str:
        """What a class is named after: "Oak", "Robin"."""
        return self._one(_CLASS_NAMES, chance)

    def teacher(self, chance: random.Random) -> str:
        """A teacher with a title: "Mrs Patel"."""
        title = chance.choice(("Mr", "Mrs", "Miss", "Ms", "Mrs", "Miss", "Mr", "Dr", "Mr.", "Mrs."))
        return f"{title} {self.surname(chance)}"

    def room(self, chance: random.Random) -> str:
        """A room as printed in a cell: "Room 12", "B14", "Hall"."""
        number = chance.randint(1, 29) * 2 - (not self.held_out)  # odd numbers for training, even ones held out
        kind = chance.random()
        if kind < 0.3:
            return chance.choice(_ROOMS)
        if kind < 0.5:
            return f"{chance.choice(('Room', 'Room', 'Rm'))} {number}"
        return f"{chance.choice('ABCDEFGHKLMNPRSTW')}{number:{chance.choice(('d', '02d'))}}"

    def _one(self, texts: Sequence[str], chance: random.Random) -> str:
        return chance.choice([text for text in texts if is_held_out(text) is self.held_out])


def staff_code(chance: random.Random) -> str:
    """Capitals, as schools' systems name their staff."""
    return "".join(chance.choice("ABCDEFGHIJKLMNOPRSTUVW") for _ in range(chance.choice((2, 3, 3))))
