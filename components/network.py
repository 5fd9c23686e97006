"""The private network of functions, tasks and data stores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx

from components.configuration import NetworkSettings
from components.network_plan import CACHE_PORT, storage_endpoint_policy, subnet_specs
from components.security_groups import HTTPS_PORT, Group, allow_egress, connect
from components.target import Target


@dataclass(frozen=True)
class Placement:
    """Where a function or a task runs.

    Attributes:
        subnet_ids: in one of these subnets,
        group_id: as a member of this security group.
    """

    subnet_ids: pulumi.Output[Sequence[str]]
    group_id: pulumi.Output[str]


class Network(pulumi.ComponentResource):
    """A VPC with private subnets, private ways to AWS services, and security groups that open only what is used.

    Attributes:
        vpc_id: id of the VPC.
        private_subnet_ids: one subnet a zone, without a route from the internet.
        functions: security group of functions.
        cache: security group of the feature store.
    """

    vpc_id: pulumi.Output[str]
    private_subnet_ids: pulumi.Output[Sequence[str]]
    functions: Group
    cache: Group

    def __init__(
        self,
        name: str,
        settings: NetworkSettings,
        target: Target,
        *,
        containers: bool,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            settings: size and paid parts of the network.
            target: where the stack lives.
            containers: whether tasks pull images here, beside the functions.
        """
        super().__init__("learningyogi:network:Network", name, {}, opts)
        self._name, self._target, self._settings = name, target, settings
        self._child = pulumi.ResourceOptions(parent=self)

        self._vpc = awsx.ec2.Vpc(
            f"{name}-vpc",
            cidr_block=settings.cidr_block,
            number_of_availability_zones=settings.zones,
            subnet_strategy=awsx.ec2.SubnetAllocationStrategy.AUTO,
            subnet_specs=subnet_specs(settings.nat_gateways),
            nat_gateways=awsx.ec2.NatGatewayConfigurationArgs(
                strategy=awsx.ec2.NatGatewayStrategy(settings.nat_gateways)
            ),
            enable_dns_hostnames=True,  # interface endpoints answer under the services' own names
            enable_dns_support=True,
            opts=self._child,
        )
        self.vpc_id = self._vpc.vpc_id
        self.private_subnet_ids = self._vpc.private_subnet_ids

        self.cache = self.group(f"{name}-cache", "cache", "Feature store", self._child)
        self.functions = self.group(f"{name}-functions", "functions", "Functions of the pipeline", self._child)
        connect(name, self.functions, self.cache, CACHE_PORT, self._child)
        self._storage_prefixes = self._storage_endpoint(containers).prefix_list_id
        self._endpoints = self._interface_endpoints() if settings.interface_endpoints else None
        self.open_services(name, self.functions, self._child)
        self.register_outputs({"vpcId": self.vpc_id, "privateSubnetIds": self.private_subnet_ids})

    def group(self, name: str, purpose: str, description: str, opts: pulumi.ResourceOptions) -> Group:
        """A security group in this network; nothing goes in or out before it is connected.

        Args:
            name: of the resource.
            purpose: who its members are.
        """
        group = aws.ec2.SecurityGroup(
            name,
            name=self._target.named(purpose),
            description=description,
            vpc_id=self.vpc_id,
            opts=opts,
        )
        return Group(purpose, group.id)

    def open_services(self, name: str, group: Group, opts: pulumi.ResourceOptions) -> None:
        """Lets a group's members reach AWS services, by the ways that the network has.

        Args:
            name: of the component that the rules belong to.
        """
        allow_egress(name, group, "s3", HTTPS_PORT, opts, prefix_list_id=self._storage_prefixes)
        if self._endpoints:
            connect(name, group, self._endpoints, HTTPS_PORT, opts)
        if self._settings.nat_gateways != "None":
            allow_egress(name, group, "internet", HTTPS_PORT, opts, cidr_ipv4="0.0.0.0/0")

    def place(self, group: Group) -> Placement:
        """A place in the private subnets for members of the group."""
        return Placement(self.private_subnet_ids, group.id)

    def _storage_endpoint(self, containers: bool) -> aws.ec2.VpcEndpoint:
        """The gateway endpoint of S3: free, so always there."""
        route_tables = self._vpc.route_tables.apply(lambda tables: pulumi.Output.all(*(one.id for one in tables)))
        return aws.ec2.VpcEndpoint(
            f"{self._name}-s3",
            vpc_id=self.vpc_id,
            service_name=f"com.amazonaws.{self._target.region}.s3",
            vpc_endpoint_type="Gateway",
            route_table_ids=route_tables,
            policy=pulumi.Output.json_dumps(storage_endpoint_policy(self._target, containers=containers)),
            opts=self._child,
        )

    def _interface_endpoints(self) -> Group:
        """One interface endpoint a service; what groups reach them is said by `open_services`."""
        group = self.group(f"{self._name}-endpoints", "endpoints", "Private endpoints of AWS services", self._child)
        zones = self._settings.endpoint_zones
        subnets = self.private_subnet_ids.apply(lambda ids: ids[:zones])
        for service in self._settings.interface_endpoints:
            aws.ec2.VpcEndpoint(
                f"{self._name}-{service}",
                vpc_id=self.vpc_id,
                service_name=f"com.amazonaws.{self._target.region}.{service}",
                vpc_endpoint_type="Interface",
                subnet_ids=subnets,
                security_group_ids=[group.id],
                private_dns_enabled=True,
                opts=self._child,
            )
        return group
