"""The Lambda steps of training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pulumi
from pulumi import Input

from components import function_access as access
from components.configuration import FunctionSettings
from components.function import Function
from components.function_args import FunctionArgs, FunctionPlatform
from components.network import Network
from components.policies import Statement
from components.prefixes import DATASETS, MODELS, RUNS
from components.private_bucket import PrivateBucket
from components.registry import Registry
from components.registry_service import PORT
from components.security_groups import connect

LIGHT = FunctionSettings(memory=1769, timeout=900)
READER = FunctionSettings(memory=3008, timeout=900)  # reads all pages of the frozen part, one after the other


class TrainingSteps(pulumi.ComponentResource):
    """Functions that prepare data, evaluate a model and register it.

    Attributes:
        prepare: makes a version of the dataset.
        evaluate: compares a model with the champion.
        register: makes a model version of what a run made.
    """

    prepare: Function
    evaluate: Function
    register: Function

    def __init__(
        self,
        name: str,
        platform: FunctionPlatform,
        network: Network,
        registry: Registry,
        environment: Mapping[str, Input[str]],
        training: PrivateBucket,
        models: PrivateBucket,
        *,
        threshold: float,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            platform: what all functions share.
            network: where they run.
            registry: what they reach there.
            environment: variables of all three.
            training: bucket of datasets and runs.
            models: bucket of model versions.
            threshold: accuracy above which a model is registered.
        """
        super().__init__("learningyogi:training:TrainingSteps", name, {}, opts)
        self._name, self._child = name, pulumi.ResourceOptions(parent=self)
        group = network.group(f"{name}-group", "training-steps", "Lambda steps of training", self._child)
        connect(name, group, registry.balancer.group, PORT, self._child)
        network.open_services(name, group, self._child)
        self._placement = network.place(group)
        # What the other functions share names their buckets, which are none of these functions' business.
        self._platform = replace(platform, environment=environment)
        read_run = access.read_objects("Training", training.arn, [DATASETS, RUNS])
        self.prepare = self._step(
            "prepare-data",
            "Makes a version of the dataset",
            LIGHT,
            [
                *access.read_objects("Training", training.arn, [DATASETS]),
                *access.write_objects("Datasets", training.arn, [DATASETS]),
            ],
            {"TRAINING_THRESHOLD": str(threshold)},
        )
        self.evaluate = self._step(
            "evaluate-model",
            "Compares a model with the champion",
            READER,
            [
                *read_run,
                *access.write_objects("Runs", training.arn, [RUNS]),
                *access.read_objects("Models", models.arn, [MODELS]),
            ],
        )
        self.register = self._step(
            "register-model",
            "Makes a model version of what a run made",
            LIGHT,
            [
                *read_run,
                *access.read_objects("Models", models.arn, [MODELS]),
                *access.write_objects("Models", models.arn, [MODELS]),
            ],
        )
        self.register_outputs({})

    def _step(
        self,
        service: str,
        description: str,
        settings: FunctionSettings,
        statements: list[Statement],
        environment: Mapping[str, Input[str]] | None = None,
    ) -> Function:
        layers = self._platform.layers
        return Function(
            f"{self._name}-{service}",
            FunctionArgs(
                service=service,
                purpose=service,
                description=description,
                settings=settings,
                layers=[layers.base_arn, layers.inference_arn],
                environment=environment or {},
                statements=statements,
                placement=self._placement,
                package=f"functions.pipeline.{service.replace('-', '_')}",
            ),
            self._platform,
            opts=self._child,
        )
