"""The ECS cluster of the stack's tasks."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from components.target import Target

ON_DEMAND, SPOT = "FARGATE", "FARGATE_SPOT"


class Cluster(pulumi.ComponentResource):
    """A cluster without machines of its own: Fargate, on demand or spare.

    Attributes:
        full_name: name of the cluster, known before it exists.
        cluster_name: the same once the cluster and its capacity exist.
        arn: its ARN.
    """

    full_name: str
    cluster_name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(self, name: str, target: Target, opts: pulumi.ResourceOptions | None = None) -> None:
        """Registers the component and its children.

        Args:
            target: where the stack lives.
        """
        super().__init__("learningyogi:containers:Cluster", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.full_name = target.named()
        cluster = aws.ecs.Cluster(
            name,
            name=self.full_name,
            settings=[{"name": "containerInsights", "value": "enabled"}],
            opts=child,
        )
        capacity = aws.ecs.ClusterCapacityProviders(
            f"{name}-capacity", cluster_name=cluster.name, capacity_providers=[ON_DEMAND, SPOT], opts=child
        )
        self.arn, self.cluster_name = cluster.arn, capacity.cluster_name
        self.register_outputs({"arn": self.arn, "clusterName": self.cluster_name})
