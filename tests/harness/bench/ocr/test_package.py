import json

from harness.bench.ocr.package import package_bytes
from harness.settings import Settings


def test_the_package_is_what_lambda_unpacks_for_the_function(tmp_path):
    sizes = {"layers/base": 2, "layers/inference": 30, "functions/ocr": 4, "functions/document": 500}
    (tmp_path / "build").mkdir()
    manifest = {"packages": {name: {"unzipped_bytes": size} for name, size in sizes.items()}}
    (tmp_path / "build" / "packages.json").write_text(json.dumps(manifest))
    assert package_bytes(Settings(project=tmp_path), print) == 36


def test_what_is_not_built_is_not_weighed_and_the_user_is_told(tmp_path):
    told = []
    assert package_bytes(Settings(project=tmp_path), told.append) is None
    assert told == ["The package is not weighed, as it is not built: `make packages`"]
