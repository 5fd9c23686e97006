"""Families of fonts as the typefaces of a page: which file is plain, bold or italic; which families teachers use."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from functions.training.fonts import FontFace, FontFamily


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Free families that look like those of office programs, and how often they are taken before any other.
USUAL = {
    "comicneue": 5, "comicrelief": 4, "carlito": 6, "liberationsans": 6, "arimo": 4, "tinos": 2, "liberationserif": 2,
    "questrial": 2, "didactgothic": 2, "andika": 2, "lexend": 2, "opensans": 2, "roboto": 2, "lato": 2, "montserrat": 2,
    "poppins": 2, "quicksand": 1, "dejavusans": 1, "caladea": 1, "nunito": 1, "figtree": 1, "inter": 1, "ubuntu": 1,
    "grandstander": 1, "playpensans": 1, "patrickhand": 1, "jost": 2, "josefinsans": 1, "varelaround": 1, "abeezee": 2,
}  # fmt: skip
HANDWRITTEN = _names(
    """amaticsc annieuseyourtelescope architectsdaughter caveat caveatbrush cedarvillecursive coveredbyyourgrace
    dancingscript delicioushandrawn gloriahallelujah gochihand handlee homemadeapple indieflower kalam kaushanscript
    marckscript neucha patrickhand permanentmarker playpensans reeniebeanie rocksalt satisfy schoolbell
    shadowsintolight shantellsans sueellenfrancisco swankyandmoomoo thegirlnextdoor courgette comicmono
    badscript bethellen borel calligraffitti chilanka comingsoon cookie craftygirls damion dawningofanewday dekko
    deliusswashcaps edunswactfoundation eduqldbeginner edusabeginner edutasbeginner eduvicwantbeginner fuzzybubbles
    giveyouglory gluten grapenuts justanotherhand justmeagaindownhere kristi labelleaurore licorice lovedbytheking
    loveyalikeasister mali mansalva mclaren montez mynerve nerkoone nogyoucoulddo norican ooohbaby overtherainbow
    pangolin patrickhandsc rancho redressed rugeboogie sacramento sedgwickave sofia squarepeg sriracha sunshiney vibur
    waitingforthesunrise walterturncoat yellowtail zeyada"""
)
DISPLAY = _names(
    """abrilfatface alfaslabone archivoblack bangers bebasneue berkshireswash bowlbyonesc bubblegumsans calistoga
    carterone chewy coiny fredoka happymonkey leaguegothic lilitaone lobster lobstertwo londrinasolid luckiestguy
    orbitron pacifico passionone patuaone righteous rowdies russoone shortstack sniglet specialelite staatliches
    titanone vt323 sharetechmono itim fjallaone allan acme oldstandardtt imfellenglish"""
)
_NEEDED = "AQZaqz0159.:-–/&+'’(),éüñ"


@dataclass(frozen=True)
class Typeface:
    """A family's files; `bold` and `italic` are `regular` where it has none."""

    name: str
    regular: Path
    bold: Path
    italic: Path

    @property
    def handwritten(self) -> bool:
        return self.name in HANDWRITTEN

    @property
    def display(self) -> bool:
        """It is for titles only."""
        return self.name in DISPLAY


def typeface(family: FontFamily) -> Typeface:
    """The files of a family that come closest to plain, bold and italic."""
    return Typeface(
        family.name,
        _closest(family.faces, 400, italic=False),
        _closest(family.faces, 700, italic=False),
        _closest(family.faces, 400, italic=True),
    )


def some_typeface(chance: random.Random, families: Sequence[FontFamily], title: bool = False) -> Typeface:
    """A family for the text of a page, often a usual one, or for its title, often a decorative one.

    Args:
        families: at least one.
    """
    families = [family for family in families if _complete(family)] or families
    usual = [family for family in families if family.name in USUAL]
    showy = [family for family in families if family.name in DISPLAY | HANDWRITTEN]
    quiet = [family for family in families if family.name not in DISPLAY]
    if title and showy and chance.random() < 0.5:
        return typeface(chance.choice(showy))
    if usual and chance.random() < 0.55:
        return typeface(chance.choices(usual, [USUAL[family.name] for family in usual])[0])
    return typeface(chance.choice(quiet or families))


@lru_cache(maxsize=1024)
def load(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """A font at a size (its em) in pixels."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def _complete(family: FontFamily) -> bool:
    """Whether its plain font has what timetables need: no boxes for letters it lacks, small letters unlike capitals."""
    font = load(typeface(family).regular, 24)
    box = bytes(font.getmask("\U0010fffe"))
    capitals_only = all(bytes(font.getmask(letter)) == bytes(font.getmask(letter.upper())) for letter in "aegr")
    return not capitals_only and all(bytes(font.getmask(letter)) != box for letter in _NEEDED)


def _closest(faces: Sequence[FontFace], weight: int, italic: bool) -> Path:
    return min(faces, key=lambda face: (face.italic is not italic, abs(face.weight - weight), face.path)).path
