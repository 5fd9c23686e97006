import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from functions.packaging import archive

NAMES = st.text(st.characters(whitelist_categories=("Ll", "Nd")), min_size=1, max_size=8)


def _written(folder: Path, content: dict[str, bytes]) -> dict[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return archive.files_below(folder)


@given(st.dictionaries(NAMES, st.binary(max_size=64), min_size=1, max_size=5))
def test_a_zip_depends_on_its_content_alone(tmp_path_factory, content):
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    archive.write_zip(first / "out.zip", _written(first / "in", content))
    archive.write_zip(second / "out.zip", _written(second / "in", dict(reversed(content.items()))))
    assert (first / "out.zip").read_bytes() == (second / "out.zip").read_bytes()
    assert archive.unzipped_bytes(first / "out.zip") == sum(map(len, content.values()))
    with zipfile.ZipFile(first / "out.zip") as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == content


def test_the_digest_changes_with_a_name_a_content_and_the_salt(tmp_path):
    files = _written(tmp_path, {"a.py": b"1", "b.py": b"2"})
    same = archive.digest(files, "python3.13")
    assert archive.digest(dict(reversed(files.items())), "python3.13") == same
    assert archive.digest(files, "python3.12") != same
    assert archive.digest({"c.py": files["a.py"], "b.py": files["b.py"]}, "python3.13") != same
    (tmp_path / "a.py").write_bytes(b"3")
    assert archive.digest(files, "python3.13") != same
