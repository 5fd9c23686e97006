import gzip
import hashlib
import sys

import pytest

from harness.bench.ocr import downloads
from harness.bench.ocr.downloads import PublishedFile
from harness.errors import HarnessError

CONTENT = b"%PDF-1.4 a manual"
PACK = """
import io, sys, tarfile
with tarfile.open("package.tgz", "w:gz") as archive:
    for name, data in ((sys.argv[1] + "/manual.pdf", sys.argv[2].encode()), ):
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
"""


@pytest.fixture(autouse=True)
def client(monkeypatch):
    """A package client that packs what it is asked for."""
    command = [sys.executable, "-c", PACK, "{}", CONTENT.decode()]
    monkeypatch.setattr(downloads, "CLIENTS", {"pip": (command, "tar"), "npm": (["no-such-client", "{}"], "tar")})


def published(client="pip", path="manuals/manual.pdf", content=CONTENT):
    return PublishedFile(client, "manuals", path, hashlib.sha256(content).hexdigest())


def test_a_file_is_taken_out_of_its_package_and_kept(tmp_path, monkeypatch):
    file = published().fetch(tmp_path / "kept")
    assert (file.suffix, file.read_bytes()) == (".pdf", CONTENT)
    monkeypatch.setattr(downloads, "CLIENTS", {})
    assert published().fetch(tmp_path / "kept") == file


def test_a_file_other_than_the_pinned_one_is_refused(tmp_path):
    with pytest.raises(HarnessError, match=r"manuals/manual.pdf of manuals has the SHA-256 \w{64}, not \w{64}"):
        published(content=b"another").fetch(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_client_is_named(tmp_path):
    with pytest.raises(HarnessError, match="`no-such-client` is not installed"):
        published("npm").fetch(tmp_path)


def test_a_client_that_fails_is_quoted(tmp_path, monkeypatch):
    monkeypatch.setattr(downloads, "CLIENTS", {"pip": ([sys.executable, "-c", "exit('no network')"], "tar")})
    with pytest.raises(HarnessError, match="failed: no network"):
        published().fetch(tmp_path)


def test_a_compressed_file_is_decompressed(tmp_path, monkeypatch):
    packed = PACK.replace("manual.pdf", "manual.pdf.gz").replace("sys.argv[2].encode()", f"{gzip.compress(CONTENT)!r}")
    monkeypatch.setattr(downloads, "CLIENTS", {"pip": ([sys.executable, "-c", packed, "{}", ""], "tar")})
    assert published(path="manuals/manual.pdf.gz").fetch(tmp_path).read_bytes() == CONTENT
