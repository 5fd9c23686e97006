"""The few calls to MLflow's REST API that registration makes (https://mlflow.org/docs/latest/rest-api.html).

MLflow's own client would be most of the function's package and of its cold start; urllib3 comes with boto3.
"""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import urllib3

from functions.pipeline.errors import RegistryUnavailable

TIMEOUT = 10.0  # seconds for an answer
MOST_SHOWN = 1000  # bytes of an error's text
JSON = {"Content-Type": "application/json"}
EXISTS = "RESOURCE_ALREADY_EXISTS"


class Mlflow:
    """A model registry.

    Args:
        uri: `http://host:port`.
    """

    def __init__(self, uri: str) -> None:
        self._uri = uri.rstrip("/")
        self._http = urllib3.PoolManager(timeout=TIMEOUT, retries=False)

    def create_model(self, name: str) -> None:
        """Creates a registered model; one that exists stays as it is."""
        self.call("POST", "registered-models/create", {"name": name}, accepts=EXISTS)

    def find_version(self, name: str, tag: str, value: str) -> str | None:
        """Number of the model version with this tag, if there is one."""
        query = urllib.parse.urlencode({"filter": f"name = '{name}' and tags.{tag} = '{value}'", "max_results": 1})
        found = self.call("GET", f"model-versions/search?{query}").get("model_versions", [])
        return str(found[0]["version"]) if found else None

    def create_version(self, name: str, source: str, run_id: str | None, tags: Mapping[str, str], text: str) -> str:
        """Creates a model version and returns its number.

        Args:
            source: where its files are.
            run_id: the run that made it, if MLflow knows it.
            text: description for people.
        """
        body: dict[str, Any] = {"name": name, "source": source, "description": text}
        body["tags"] = [{"key": key, "value": value} for key, value in tags.items()]
        if run_id:
            body["run_id"] = run_id
        return str(self.call("POST", "model-versions/create", body)["model_version"]["version"])

    def set_alias(self, name: str, alias: str, version: str) -> None:
        """Points an alias at a version."""
        self.call("POST", "registered-models/alias", {"name": name, "alias": alias, "version": version})

    def call(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, accepts: str | None = None
    ) -> dict[str, Any]:
        """What MLflow answers; nothing where it answers the error that is accepted.

        Raises:
            RegistryUnavailable: it does not answer, or answers another error.
        """
        data = None if body is None else json.dumps(body).encode()
        try:
            response = self._http.request(method, f"{self._uri}/api/2.0/mlflow/{path}", body=data, headers=JSON)
            if response.status < HTTPStatus.BAD_REQUEST:
                answer: dict[str, Any] = json.loads(response.data or b"{}")
                return answer
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise RegistryUnavailable(f"MLflow at {self._uri} does not answer: {error}") from error
        text = response.data[:MOST_SHOWN].decode(errors="replace")
        if accepts and accepts in text:
            return {}
        raise RegistryUnavailable(f"MLflow answered {response.status} to {path.split('?')[0]}: {text}")
