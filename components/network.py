"""The private network of functions and cache."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx

from components.configuration import NetworkSettings
from components.network_plan import CACHE_PORT, HTTPS_PORT, storage_endpoint_policy, subnet_specs
from components.target import Target


class Network(pulumi.ComponentResource):
    """A VPC with private subnets, private ways to AWS services, and security groups that open only what is used.

    Attributes:
        vpc_id: id of the VPC.
        private_subnet_ids: one subnet a zone, without a route from the internet.
        functions_group_id: security group of functions.
        cache_group_id: security group of the feature store.
    """

    vpc_id: pulumi.Output[str]
    private_subnet_ids: pulumi.Output[Sequence[str]]
    functions_group_id: pulumi.Output[str]
    cache_group_id: pulumi.Output[str]

    def __init__(
        self, name: str, settings: NetworkSettings, target: Target, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Registers the component and its children.

        Args:
            settings: size and paid parts of the network.
            target: where the stack lives.
        """
        super().__init__("learningyogi:network:Network", name, {}, opts)
        self._name, self._target = name, target
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

        cache = self._group("cache", "Feature store")
        self.functions_group_id = self._group("functions", "Functions of the pipeline").id
        self.cache_group_id = cache.id

        self._let_functions_reach("cache", cache, CACHE_PORT)
        self._storage_endpoint()
        if settings.interface_endpoints:
            self._interface_endpoints(settings)
        if settings.nat_gateways != "None":
            self._egress("internet", HTTPS_PORT, cidr_ipv4="0.0.0.0/0")
        self.register_outputs({"vpcId": self.vpc_id, "privateSubnetIds": self.private_subnet_ids})

    def _group(self, purpose: str, description: str) -> aws.ec2.SecurityGroup:
        return aws.ec2.SecurityGroup(
            f"{self._name}-{purpose}",
            name=self._target.named(purpose),
            description=description,
            vpc_id=self.vpc_id,
            opts=self._child,
        )

    def _let_functions_reach(self, purpose: str, group: aws.ec2.SecurityGroup, port: int) -> None:
        """Opens one TCP port of a group's members to functions."""
        self._egress(purpose, port, referenced_security_group_id=group.id)
        aws.vpc.SecurityGroupIngressRule(
            f"{self._name}-{purpose}-from-functions",
            security_group_id=group.id,
            description="From functions",
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            referenced_security_group_id=self.functions_group_id,
            opts=self._child,
        )

    def _egress(self, purpose: str, port: int, **destination: pulumi.Input[str]) -> None:
        """Lets functions open TCP connections to a port of one destination: a group, a prefix list or a range."""
        aws.vpc.SecurityGroupEgressRule(
            f"{self._name}-functions-to-{purpose}",
            security_group_id=self.functions_group_id,
            description=f"To {purpose}",
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            opts=self._child,
            **destination,
        )

    def _storage_endpoint(self) -> None:
        """The gateway endpoint of S3: free, so always there."""
        route_tables = self._vpc.route_tables.apply(lambda tables: pulumi.Output.all(*(one.id for one in tables)))
        endpoint = aws.ec2.VpcEndpoint(
            f"{self._name}-s3",
            vpc_id=self.vpc_id,
            service_name=f"com.amazonaws.{self._target.region}.s3",
            vpc_endpoint_type="Gateway",
            route_table_ids=route_tables,
            policy=pulumi.Output.json_dumps(storage_endpoint_policy(self._target)),
            opts=self._child,
        )
        self._egress("s3", HTTPS_PORT, prefix_list_id=endpoint.prefix_list_id)

    def _interface_endpoints(self, settings: NetworkSettings) -> None:
        """One interface endpoint a service, reached by functions only."""
        group = self._group("endpoints", "Private endpoints of AWS services")
        self._let_functions_reach("endpoints", group, HTTPS_PORT)
        subnets = self.private_subnet_ids.apply(lambda ids: ids[: settings.endpoint_zones])
        for service in settings.interface_endpoints:
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
