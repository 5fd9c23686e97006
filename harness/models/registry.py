"""The alias `champion` in MLflow, which follows the serving pointer. The pointer is the truth: MLflow may be away."""

from __future__ import annotations

from functions.pipeline.errors import RegistryUnavailable
from functions.pipeline.register_model.mlflow import Mlflow
from harness.models.deployed import Deployed

CHAMPION = "champion"
MISSING = "not found"  # in MLflow's answer where a model or alias does not exist


class Registry(Mlflow):
    """The stack's model registry."""

    @classmethod
    def of(cls, stack: Deployed) -> Registry | None:
        """The registry of a stack; None where it has none."""
        url = stack.outputs.get("mlflowUrl")
        return cls(url) if url else None

    def champion(self, model: str) -> str | None:
        """The version that the registry calls the champion, by our name for it.

        Raises:
            RegistryUnavailable: MLflow does not answer.
        """
        path = f"registered-models/alias?name={model}&alias={CHAMPION}"
        found = self.call("GET", path, accepts=MISSING).get("model_version", {})
        tags = {tag["key"]: tag["value"] for tag in found.get("tags", ())}
        return tags.get("version")

    def crown(self, model: str, version: str) -> str | None:
        """Moves the alias to a version; takes it off where the registry knows none of that name.

        Returns:
            Why the registry does not say what serves; None where it does.
        """
        try:
            if number := self.find_version(model, "version", version):
                self.set_alias(model, CHAMPION, number)
            else:
                body = {"name": model, "alias": CHAMPION}
                self.call("DELETE", "registered-models/alias", body, accepts=MISSING)
        except RegistryUnavailable as error:
            return f"{version} serves, but the model registry may name another champion: {error}"
        return None
