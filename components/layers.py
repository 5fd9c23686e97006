"""The layers that functions share."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from components.configuration import CommonSettings
from components.packages import Packages
from components.target import Target


class Layers(pulumi.ComponentResource):
    """Third-party packages of the functions.

    Attributes:
        base_arn: version of the layer that every function has.
        inference_arn: version of the layer of functions that read pages.
    """

    base_arn: pulumi.Output[str]
    inference_arn: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        common: CommonSettings,
        packages: Packages,
        target: Target,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            common: runtime and architecture that the layers are built for.
            packages: where they were built.
            target: where the stack lives.
        """
        super().__init__("learningyogi:lambda:Layers", name, {}, opts)

        def layer(content: str) -> pulumi.Output[str]:
            return aws.lambda_.LayerVersion(
                f"{name}-{content}",
                layer_name=target.named(content),
                code=packages.layer(content),
                compatible_runtimes=[common.runtime],
                compatible_architectures=[common.architecture],
                opts=pulumi.ResourceOptions(parent=self),
            ).arn

        self.base_arn, self.inference_arn = layer("base"), layer("inference")
        self.register_outputs({"baseArn": self.base_arn, "inferenceArn": self.inference_arn})
