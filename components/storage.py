"""The three buckets of the pipeline."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi

from components.bucket_rules import input_lifecycle, models_lifecycle, results_lifecycle
from components.configuration import StorageSettings
from components.private_bucket import PrivateBucket
from components.target import Target


class Storage(pulumi.ComponentResource):
    """Where uploads, results and models live.

    Attributes:
        input: what teachers upload.
        results: documents' records, words and timetables.
        models: model versions and the pointers to those that serve.
    """

    input: PrivateBucket
    results: PrivateBucket
    models: PrivateBucket

    def __init__(
        self,
        name: str,
        settings: StorageSettings,
        target: Target,
        *,
        upload_origins: Sequence[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            settings: encryption and protection.
            target: where the stack lives.
            upload_origins: web origins whose pages may upload.
        """
        super().__init__("learningyogi:storage:Storage", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.input = PrivateBucket(
            f"{name}-input",
            target.bucket("input"),
            settings,
            lifecycle=input_lifecycle(),
            upload_origins=upload_origins,
            opts=child,
        )
        self.results = PrivateBucket(
            f"{name}-results", target.bucket("results"), settings, lifecycle=results_lifecycle(), opts=child
        )
        self.models = PrivateBucket(
            f"{name}-models", target.bucket("models"), settings, lifecycle=models_lifecycle(), opts=child
        )
        self.register_outputs(
            {
                "inputBucket": self.input.bucket_name,
                "resultsBucket": self.results.bucket_name,
                "modelsBucket": self.models.bucket_name,
            }
        )
