"""An application load balancer that only the network's own members reach."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from components.network import Network
from components.security_groups import Group
from components.target import Target

HEALTH_PATH = "/health"
DRAIN_SECONDS = 30


class InternalLoadBalancer(pulumi.ComponentResource):
    """A load balancer with one listener and one target group, both on the same port.

    Attributes:
        url: where it answers, without a slash at the end.
        group: its security group; who connects to it may call.
        target_group_arn: where a service registers its tasks.
        metric_name: of the balancer, in metrics.
        target_metric_name: of the target group, in metrics.
    """

    url: pulumi.Output[str]
    group: Group
    target_group_arn: pulumi.Output[str]
    metric_name: pulumi.Output[str]
    target_metric_name: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        purpose: str,
        port: int,
        network: Network,
        target: Target,
        *,
        deletion_protection: bool,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            purpose: middle part of its name, of at most 32 letters in all.
            port: TCP port of the listener and of the targets.
            network: where it lives.
            target: where the stack lives.
            deletion_protection: refuse to delete it.
        """
        super().__init__("learningyogi:network:InternalLoadBalancer", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.group = network.group(f"{name}-group", f"{purpose}-balancer", "Load balancer", child)
        balancer = aws.lb.LoadBalancer(
            name,
            name=target.named(purpose),
            load_balancer_type="application",
            internal=True,
            subnets=network.private_subnet_ids,
            security_groups=[self.group.id],
            drop_invalid_header_fields=True,
            enable_deletion_protection=deletion_protection,
            opts=child,
        )
        targets = aws.lb.TargetGroup(
            f"{name}-targets",
            name=target.named(purpose),
            vpc_id=network.vpc_id,
            target_type="ip",
            protocol="HTTP",
            port=port,
            deregistration_delay=DRAIN_SECONDS,
            health_check={
                "path": HEALTH_PATH,
                "matcher": "200",
                "interval": 15,
                "timeout": 5,
                "healthy_threshold": 2,
                "unhealthy_threshold": 3,
            },
            opts=child,
        )
        listener = aws.lb.Listener(
            f"{name}-listener",
            load_balancer_arn=balancer.arn,
            protocol="HTTP",
            port=port,
            default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
            opts=child,
        )
        self.target_group_arn = targets.arn
        self.metric_name, self.target_metric_name = balancer.arn_suffix, targets.arn_suffix
        self.url = pulumi.Output.all(balancer.dns_name, listener.arn).apply(lambda both: f"http://{both[0]}:{port}")
        self.register_outputs({"url": self.url})
