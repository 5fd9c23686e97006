from __future__ import annotations

import tempfile
from pathlib import Path

from ai_pipeline_emulator.layers import clone, merge
from hypothesis import given, settings
from hypothesis import strategies as st

NAMES = st.sampled_from(["a", "b", "python/a", "python/b", "python/lib/c", "bin/d"])
LAYER = st.dictionaries(NAMES, st.text("xyz", max_size=3), max_size=5)


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def read(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


@settings(deadline=None)
@given(st.lists(LAYER, min_size=1, max_size=4))
def test_the_files_of_later_layers_win(layers: list[dict[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folders = [write(Path(place, f"layer-{number}"), files) for number, files in enumerate(layers)]
        merged = merge(folders, Path(place, "merged"))
        assert read(merged) == {name: text for files in layers for name, text in files.items()}
        assert [read(folder) for folder in folders] == layers


def test_a_file_takes_the_place_of_a_folder_and_the_other_way_round(tmp_path: Path) -> None:
    first, second = write(tmp_path / "1", {"a/b": "1", "c": "1"}), write(tmp_path / "2", {"a": "2"})
    assert read(merge([first, second], tmp_path / "merged")) == {"a": "2", "c": "1"}


def test_links_stay_links(tmp_path: Path) -> None:
    layer = write(tmp_path / "layer", {"real/file": "x"})
    (layer / "file-link").symlink_to("real/file")
    (layer / "folder-link").symlink_to("real")
    clone(layer, tmp_path / "copy")
    assert (tmp_path / "copy" / "file-link").readlink() == Path("real/file")
    assert (tmp_path / "copy" / "folder-link").readlink() == Path("real")


def test_merging_again_builds_nothing(tmp_path: Path) -> None:
    layer = write(tmp_path / "layer", {"a": "1"})
    merged = merge([layer], tmp_path / "merged")
    (layer / "late").write_text("x")
    assert merge([layer], tmp_path / "merged") == merged
    assert read(merged) == {"a": "1"}
