"""Finds the families of fonts that training text is drawn in, and keeps some of them apart for evaluation.

    python -m functions.training fonts            # installs the families of fontsource/package.json, some 370, with npm

Its development dependencies are for training alone: whatever joins them, the held-out families, which the frozen pages
of benchmarks are drawn in, stay the same.

Debian's fonts (fonts-liberation, fonts-lato, …) are found as well when they are installed.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

PACKAGES = Path(__file__).resolve().parent / "fontsource" / "package.json"
FETCHED = Path(__file__).resolve().parents[2] / ".harness" / "fonts"
INSTALLED = Path("/usr/share/fonts")

# One family in this many is held out.
_ONE_IN = 6
# Families drawn alike under two names: they must fall on the same side of the split.
_SAME_DESIGN = {
    "arimo": "liberationsans",
    "tinos": "liberationserif",
    "cousine": "liberationmono",
    "carlito": "lato",
    "fredokaone": "fredoka",
    "sourcesanspro": "sourcesans3",
}
_WEIGHTS = {
    "hairline": 100,
    "thin": 100,
    "extralight": 200,
    "light": 300,
    "medium": 500,
    "semibold": 600,
    "extrabold": 800,
    "bold": 700,
    "black": 900,
    "heavy": 900,
}
_WEIGHT = re.compile("|".join(_WEIGHTS))
_FONTSOURCE = re.compile(r"(?P<family>.+)-latin-(?P<weight>\d00)-(?P<style>normal|italic)\.woff")


@dataclass(frozen=True)
class FontFace:
    """A font file.

    Attributes:
        path: which Pillow can open.
        weight: 100 to 900; 400 is regular, 700 bold.
        italic: or oblique.
    """

    path: Path
    weight: int
    italic: bool


@dataclass(frozen=True)
class FontFamily:
    """Faces of one design.

    Attributes:
        name: lower case, letters and digits only, without weights: "liberationsans".
        faces: at least one, ordered by path.
    """

    name: str
    faces: tuple[FontFace, ...]


def families(folder: Path) -> list[FontFamily]:
    """Families of the fonts under a folder, ordered by name; no fonts, no families.

    Reads .ttf and .otf files, and the Latin .woff files of @fontsource packages.
    """
    faces: dict[str, list[FontFace]] = {}
    for path in sorted(folder.rglob("*")):
        found = _face(path)
        if found:
            name, face = found
            faces.setdefault(name, []).append(face)
    return [FontFamily(name, tuple(faces[name])) for name in sorted(faces)]


def all_families(folders: Iterable[Path] = (FETCHED, INSTALLED)) -> list[FontFamily]:
    """The families of several folders; one found in two of them has the faces of both.

    Raises:
        FileNotFoundError: there are no fonts.
    """
    faces: dict[str, tuple[FontFace, ...]] = {}
    for folder in folders:
        for family in families(folder):
            faces[family.name] = faces.get(family.name, ()) + family.faces
    if not faces:
        raise FileNotFoundError("No fonts found: run `python -m functions.training fonts` first.")
    return [FontFamily(name, faces[name]) for name in sorted(faces)]


def split(families: Sequence[FontFamily]) -> tuple[list[FontFamily], list[FontFamily]]:
    """The families to train on and those held out, about one in six of those that are not for training alone.

    A family's side follows from its name alone: it stays when others come or go.
    """
    training = [family for family in families if not is_held_out(family.name)]
    return training, [family for family in families if is_held_out(family.name)]


def is_held_out(name: str) -> bool:
    """Whether a family, by its normal name, must not be trained on."""
    if name in for_training_alone():
        return False
    digest = hashlib.sha256(_SAME_DESIGN.get(name, name).encode()).digest()
    return int.from_bytes(digest[:4]) % _ONE_IN == 0


@cache
def for_training_alone() -> frozenset[str]:
    """Normal names of the families that are never held out."""
    packages = json.loads(PACKAGES.read_text(encoding="utf-8"))["devDependencies"]
    return frozenset(normal_name(package.removeprefix("@fontsource/")) for package in packages)


def normal_name(family: str) -> str:
    """The name of a family in small letters and digits, without weights."""
    return _WEIGHT.sub("", re.sub(r"[^a-z0-9]", "", family.lower()))


def fetch(folder: Path = FETCHED) -> None:
    """Installs the pinned @fontsource packages into a folder; what is there already is kept.

    Raises:
        FileNotFoundError: npm is not installed.
        subprocess.CalledProcessError: npm failed; it has said why.
    """
    if shutil.which("npm") is None:
        raise FileNotFoundError("npm is needed to fetch fonts: install Node.js (Debian: apt-get install npm).")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PACKAGES, folder / "package.json")
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock")
    subprocess.run(["npm", "install", *quiet], cwd=folder, check=True)


def _face(path: Path) -> tuple[str, FontFace] | None:
    if path.suffix == ".woff" and (named := _FONTSOURCE.fullmatch(path.name)):
        return normal_name(named["family"]), FontFace(path, int(named["weight"]), named["style"] == "italic")
    if path.suffix not in (".ttf", ".otf"):
        return None
    family, style = ImageFont.truetype(str(path), 12).getname()
    if not family:
        return None
    described = re.sub(r"[^a-z]", "", f"{family}{style or ''}".lower())
    weight = _WEIGHT.search(described)
    italic = "italic" in described or "oblique" in described
    return normal_name(family), FontFace(path, _WEIGHTS[weight.group()] if weight else 400, italic)
