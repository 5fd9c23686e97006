"""Words that timetables use, for joining what a narrow cell broke and for knowing a break from a lesson."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PAUSES = _words("break breaktime playtime play recess lunch lunchtime dinner dinnertime lunchbreak")

BREAK_WORDS = PAUSES | _words("""
    snack milk fruit registration register home hometime home-time assembly worship tidy
    """)

SCHOOL_WORDS = BREAK_WORDS | _words("""
    monday tuesday wednesday thursday friday saturday sunday
    english maths mathematics science history geography computing computers ict music art design technology
    spanish french german latin mandarin welsh irish pshe rshe religious religion education physical drama dance
    swimming gymnastics games sports outdoor learning literacy numeracy phonics spelling spellings grammar punctuation
    handwriting writing reading guided comprehension vocabulary storytime story topic library forest school citizenship
    philosophy arithmetic problem solving tables times intervention interventions group groups golden celebration
    mindfulness wellbeing afternoon morning arrival welcome reflection prayers prayer collective continuous provision
    choosing discovery theme enquiry enrichment catering food textiles biology chemistry physics economics business
    psychology sociology tutor tutorial period session lesson
    """)

# More of what timetables say, for mending what OCR was unsure of.
SPELLED_WORDS = SCHOOL_WORDS | _words("""
    time lunch club work home free private study studies language languages literature media classical civilisation
    further core statistics algebra geometry calculus pre-calculus ceramics photography journalism government politics
    ethics sociology law accounting engineering robotics woodwork cookery graphics product resistant materials astronomy
    geology environmental earth social united states world band choir orchestra recorder ukulele ukuleles recorders
    glockenspiel homeroom advisory dismissal office student council calendar journal stations centers centres workshop
    shared independent fluency mental test quiz booster revision support catch active choice choices focus quiet silent
    pleasure rotation rotations timetable schedule semester spring summer autumn winter term class teacher
    theatre cafeteria canteen auditorium hall gym field playground court courts studio laboratory computer room
    breakfast early pack circle show aloud read show swim multi-skills rounders hockey football netball cricket tennis
    athletics fitness health food nutrition careers handwriting spelling numbers number facts
    """)

COMMON_WORDS = _words("""
    a about all an and are at be by club daily day each every for from get go had has have he her his in into is it
    its me my new no not of per
    off on one or our out over own set show so tell than that the them then they this time to two up us use via was we
    week well with work you your test quiz hall pool room time book bag band kit form free pack base
    """)

ACTIVITY_ACRONYMS = _words("""
    ppa pshe rshe ttrs send phse stem steam eric dear spag gps eal sen
    pe re rs rwi ict it dt ks emw ela esl sel ap ib plc ra cs pd
    """)

# What is counted in digits, not in Roman numerals.
COUNTED_WORDS = _words("year grade class room lab group set week period lesson unit stage form")
