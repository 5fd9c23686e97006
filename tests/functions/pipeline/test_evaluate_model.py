"""Evaluation with real models: the packaged one as candidate and as champion."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.pipeline.dataset.manifest import Dataset, DatasetPage, split_of
from functions.pipeline.errors import BadDataset, BadRun
from functions.pipeline.evaluate_model.service import evaluate
from functions.pipeline.objects import Objects
from functions.shared.errors import ObjectNotFound
from functions.shared.reading import packaged_model
from tests.functions.pipeline.labelled import page
from tests.functions.pipeline.trained import REPORT, RUN, leave_run
from tests.functions.shared.fake_aws import FakeS3

TEST_SOURCE = next(name for name in map(str, range(100)) if split_of(name) == "test")


class Buckets:
    """The training and the models bucket, with what a run left there."""

    def __init__(self) -> None:
        s3 = FakeS3()
        self.training, self.models = (Objects(lambda: s3, name) for name in ("training", "models"))
        leave_run(self.training)
        self.training.write("manifest", Dataset(()).to_json())

    def put_page(self, label: bytes) -> None:
        """Makes the dataset one page of the test side."""
        self.training.write("datasets/pages/picture", page()[0])
        self.training.write("datasets/pages/label", label)
        dataset = Dataset((DatasetPage("picture", "label", TEST_SOURCE, 3),))
        self.training.write("manifest", dataset.to_json())

    def evaluate(self) -> dict[str, Any]:
        data = {"settings": {"model": "ocr"}, "manifest": "manifest", "threshold": 0.9}
        return evaluate(RUN, {"data": data}, self.training, self.models)


@pytest.fixture
def buckets() -> Buckets:
    return Buckets()


def test_a_model_like_the_champion_passes_on_frozen_and_on_labelled_lines_and_the_result_is_kept(
    buckets: Buckets,
) -> None:
    buckets.put_page(page()[1])
    result = buckets.evaluate()
    assert (result["passed"], result["parity"]) == (True, REPORT["parity"])
    assert result["candidate"]["categories"] == result["champion"]["categories"]
    assert set(result["candidate"]["categories"]) == {"clean", "drawn", "photo", "scan", "screen", "uploaded"}
    assert result["champion"]["version"] == packaged_model().name
    assert json.loads(buckets.training.read(f"runs/{RUN}/evaluation.json", 1 << 20)) == result


def test_a_label_that_the_champion_cannot_write_is_told_with_its_source(buckets: Buckets) -> None:
    label = {"lines": [{"text": "数学", "box": [0, 0, 10, 10]}]}
    buckets.put_page(json.dumps(label).encode())
    with pytest.raises(BadDataset, match=f"a label of {TEST_SOURCE} .*does not know"):
        buckets.evaluate()


def test_files_that_are_not_those_of_the_manifest_are_refused(buckets: Buckets) -> None:
    buckets.training.write(f"runs/{RUN}/model/detector.onnx", b"another")
    with pytest.raises(BadRun):
        buckets.evaluate()


def test_a_run_that_left_nothing_is_an_error(buckets: Buckets) -> None:
    with pytest.raises(ObjectNotFound):
        evaluate("run-2", {"data": {"settings": {"model": "ocr"}}}, buckets.training, buckets.models)
