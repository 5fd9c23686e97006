"""Registration against MLflow's REST API as a real server answers it, or does not."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.pipeline.errors import BadRun, RegistryUnavailable
from functions.pipeline.objects import Objects
from functions.pipeline.register_model.mlflow import Mlflow
from functions.pipeline.register_model.service import register
from tests.functions.pipeline.trained import REPORT, RUN, leave_run
from tests.functions.shared.fake_aws import FakeS3, client_error
from tests.harness.http_server import Request, serving

STATE: dict[str, Any] = {
    "data": {"dataset": "0123456789abcdef", "settings": {"model": "ocr"}},
    "evaluation": {"accuracy": 0.95, "reason": "accuracy 0.9500", "champion": {"version": "v1"}},
}


class Registry:
    """MLflow's registry, in memory; `fails` names calls that answer 503 once they have been made."""

    def __init__(self) -> None:
        self.models: set[str] = set()
        self.versions: list[dict[str, Any]] = []
        self.aliases: dict[str, str] = {}
        self.fails: set[str] = set()

    def answer(self, request: Request) -> tuple[int, bytes]:
        call = urlsplit(request.path).path.removeprefix("/api/2.0/mlflow/")
        status, answer = getattr(self, call.replace("/", "_").replace("-", "_"))(request)
        return (503, b"upstream is away") if call in self.fails else (status, json.dumps(answer).encode())

    def registered_models_create(self, request: Request) -> tuple[int, Any]:
        name = json.loads(request.body)["name"]
        if name in self.models:
            return 400, {"error_code": "RESOURCE_ALREADY_EXISTS"}
        self.models.add(name)
        return 200, {}

    def model_versions_search(self, request: Request) -> tuple[int, Any]:
        (query,) = parse_qs(urlsplit(request.path).query)["filter"]
        found = [one for one in self.versions if query == f"name = 'ocr' and tags.version = '{tag(one, 'version')}'"]
        return 200, ({"model_versions": found} if found else {})

    def model_versions_create(self, request: Request) -> tuple[int, Any]:
        self.versions.append({**json.loads(request.body), "version": str(len(self.versions) + 1)})
        return 200, {"model_version": self.versions[-1]}

    def registered_models_alias(self, request: Request) -> tuple[int, Any]:
        body = json.loads(request.body)
        self.aliases[body["alias"]] = body["version"]
        return 200, {}


def tag(version: dict[str, Any], key: str) -> str:
    return {one["key"]: one["value"] for one in version["tags"]}[key]


class Run:
    """What training left, and the registry."""

    def __init__(self, uri: str, registry: Registry) -> None:
        self.registry, self.s3 = registry, FakeS3()
        self.training, self.models = (Objects(lambda: self.s3, name) for name in ("training", "models"))
        self._mlflow = Mlflow(uri)
        leave_run(self.training)

    def register(self) -> dict[str, Any]:
        return register(RUN, STATE, self.training, self.models, self._mlflow)

    @property
    def servable(self) -> bool:
        """Whether anybody could promote the version."""
        return f"models/ocr/{RUN}/manifest.json" in list(self.models.keys("models/"))


@pytest.fixture
def run() -> Iterator[Run]:
    registry = Registry()
    with serving(registry.answer) as uri:
        yield Run(uri, registry)


def test_a_version_is_registered_with_its_files_its_lineage_and_an_alias(run: Run) -> None:
    registered = run.register()
    assert registered == {"name": "ocr", "version": RUN, "mlflow_version": "1", "alias": "challenger"}
    assert run.servable
    (version,) = run.registry.versions
    assert version["source"] == f"s3://models/models/ocr/{RUN}/"
    assert version["run_id"] == "abc"
    lineage = {name: tag(version, name) for name in ("dataset", "base", "code", "accuracy", "champion", "execution")}
    assert lineage == {
        "dataset": "0123456789abcdef",
        "base": "v1",
        "code": "c0de",
        "accuracy": "0.9500",
        "champion": "v1",
        "execution": RUN,
    }
    assert run.registry.aliases == {"challenger": "1"}


def test_registering_again_changes_nothing(run: Run) -> None:
    first = run.register()
    before = dict(run.s3.objects)
    assert run.register() == first
    assert len(run.registry.versions) == 1
    assert run.s3.objects == before


@pytest.mark.parametrize("call", ["registered-models/create", "model-versions/search", "model-versions/create"])
def test_while_mlflow_is_away_nobody_can_serve_the_version_and_later_it_is_registered_once(run: Run, call: str) -> None:
    """Also where MLflow did what it was asked, and only its answer was lost."""
    run.registry.fails = {call}
    with pytest.raises(RegistryUnavailable, match="503"):
        run.register()
    assert not run.servable
    assert run.registry.aliases == {}
    run.registry.fails = set()
    assert run.register()["mlflow_version"] == "1"
    assert len(run.registry.versions) == 1


def test_an_alias_that_was_not_set_is_set_by_the_next_attempt(run: Run) -> None:
    run.registry.fails = {"registered-models/alias"}
    with pytest.raises(RegistryUnavailable):
        run.register()
    run.registry.fails = set()
    run.register()
    assert run.registry.aliases == {"challenger": "1"}


def test_a_bucket_that_fails_leaves_nothing_to_serve_and_nothing_in_mlflow(run: Run) -> None:
    def fail(call: str) -> None:
        if call == "put_object":
            raise client_error("SlowDown", 503, "PutObject")

    run.s3.before = fail
    with pytest.raises(Exception, match="SlowDown"):
        run.register()
    assert run.registry.versions == []
    assert not run.servable


def test_a_run_whose_files_are_not_what_its_manifest_says_is_refused(run: Run) -> None:
    run.training.write(f"runs/{RUN}/model/recogniser.onnx", b"another")
    with pytest.raises(BadRun, match=f"runs/{RUN}/model/"):
        run.register()
    assert run.registry.versions == []


def test_a_registry_that_does_not_answer_is_told_with_its_address() -> None:
    with serving(lambda request: (200, b"<html>")) as uri, pytest.raises(RegistryUnavailable, match=uri):
        Mlflow(uri).find_version("ocr", "version", RUN)
    with pytest.raises(RegistryUnavailable, match="does not answer"):
        Mlflow(uri).create_model("ocr")


def test_a_registry_that_dies_while_it_answers_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_half() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")

        with ThreadPoolExecutor() as pool:
            pool.submit(answer_half)
            with pytest.raises(RegistryUnavailable, match="does not answer"):
                Mlflow(f"http://127.0.0.1:{listener.getsockname()[1]}").create_model("ocr")


def test_a_run_that_mlflow_does_not_know_is_registered_without_it(run: Run) -> None:
    leave_run(run.training, {**REPORT, "mlflow_run": None})
    run.register()
    assert "run_id" not in run.registry.versions[0]
