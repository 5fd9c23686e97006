"""`awsx.ec2.Vpc`: a VPC with subnets in several zones, their route tables, and NAT gateways where wanted.

Children, names, parents and outputs are those of the real component, so that a program has the
same URNs here and on AWS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi
import pulumi_aws as aws

# Loads the SDK's slowest part before it is needed, not while the program waits.
from pulumi_aws.ec2 import Vpc as Ec2Vpc

from harness.awsx.subnets import Subnet, allocate, subnet_spec

ANYWHERE = "0.0.0.0/0"
DEFAULT_ZONES = 3
DEFAULT_CIDR_BLOCK = "10.0.0.0/16"
NAT_STRATEGIES = ("None", "Single", "OnePerAz")
ORDER = ("Public", "Private", "Isolated")  # public first: private subnets route to the NAT gateways in them
PASSED_ON = ("enableDnsHostnames", "enableDnsSupport", "instanceTenancy")
SUPPORTED = {
    *PASSED_ON,
    "availabilityZoneCidrMask",
    "availabilityZoneNames",
    "cidrBlock",
    "natGateways",
    "numberOfAvailabilityZones",
    "subnetSpecs",
    "subnetStrategy",
    "tags",
}


@dataclass(frozen=True)
class VpcArguments:
    """The component's checked arguments; see the public schema of awsx for their meaning."""

    cidr_block: str
    zone_names: Sequence[str] | None
    zone_count: int
    zone_mask: int | None
    specs: Sequence[Mapping[str, Any]] | None
    nat_strategy: str
    tags: Mapping[str, Any] = field(default_factory=dict)
    passed_on: Mapping[str, Any] = field(default_factory=dict)


def read_arguments(given: Mapping[str, Any]) -> VpcArguments:
    """Checks the component's arguments.

    Raises:
        ValueError: an argument is not supported here, or its value is not allowed.
    """
    given = {name: value for name, value in given.items() if value is not None}
    unknown = sorted(set(given) - SUPPORTED)
    if unknown:
        raise ValueError(
            f"awsx.ec2.Vpc: '{unknown[0]}' is not supported by the local awsx, "
            f"which knows {', '.join(sorted(SUPPORTED))}"
        )
    if given.get("subnetStrategy") != "Auto":
        raise ValueError(
            f"awsx.ec2.Vpc: subnetStrategy must be Auto for the local awsx, not {given.get('subnetStrategy')!r}"
        )
    if "availabilityZoneNames" in given and "numberOfAvailabilityZones" in given:
        raise ValueError("awsx.ec2.Vpc: give availabilityZoneNames or numberOfAvailabilityZones, not both")
    gateways = given.get("natGateways") or {}
    unknown = sorted(set(gateways) - {"strategy"})
    if unknown:
        raise ValueError(f"awsx.ec2.Vpc: 'natGateways.{unknown[0]}' is not supported by the local awsx")
    strategy = gateways.get("strategy", "OnePerAz")
    if strategy not in NAT_STRATEGIES:
        raise ValueError(
            f"awsx.ec2.Vpc: natGateways.strategy must be one of {', '.join(NAT_STRATEGIES)}, not {strategy!r}"
        )
    mask = given.get("availabilityZoneCidrMask")
    return VpcArguments(
        cidr_block=given.get("cidrBlock", DEFAULT_CIDR_BLOCK),
        zone_names=given.get("availabilityZoneNames"),
        zone_count=int(given.get("numberOfAvailabilityZones", DEFAULT_ZONES)),
        zone_mask=None if mask is None else int(mask),
        specs=given.get("subnetSpecs"),
        nat_strategy=strategy,
        tags=given.get("tags") or {},
        passed_on={name: given[name] for name in PASSED_ON if name in given},
    )


def check_gateways(strategy: str, subnets: Sequence[Subnet]) -> None:
    """Raises ValueError where NAT gateways have no public subnet to live in, or no private one to serve."""
    types = {subnet.type for subnet in subnets}
    if strategy != "None" and not {"Public", "Private"} <= types:
        raise ValueError(
            f"awsx.ec2.Vpc: natGateways.strategy {strategy} needs public and private subnets: "
            "add them to subnetSpecs, or set None"
        )


class Vpc(pulumi.ComponentResource):
    """The component; its attributes become the outputs of `awsx.ec2.Vpc`."""

    def __init__(self, name: str, inputs: Mapping[str, Any], opts: pulumi.ResourceOptions | None = None) -> None:
        """
        Args:
            name: the component's name, first part of its children's names.
            inputs: arguments as the program gives them.
        """
        super().__init__("awsx:ec2:Vpc", name, {}, opts)
        arguments = read_arguments(inputs)
        self._name, self._tags, self._strategy = name, arguments.tags, arguments.nat_strategy
        self._shared_tags = _merged({"Name": name}, arguments.tags)
        zones = arguments.zone_names or self._default_zones(arguments.zone_count)
        specs = None if arguments.specs is None else [subnet_spec(spec) for spec in arguments.specs]
        layout = allocate(name, arguments.cidr_block, zones, specs, arguments.zone_mask)
        check_gateways(arguments.nat_strategy, layout)

        self._subnets: list[aws.ec2.Subnet] = []
        self._route_tables: list[aws.ec2.RouteTable] = []
        self._associations: list[aws.ec2.RouteTableAssociation] = []
        self._routes: list[aws.ec2.Route] = []
        self._gateways: list[aws.ec2.NatGateway] = []
        self._addresses: list[aws.ec2.Eip] = []
        self._ids: dict[str, list[pulumi.Output[str]]] = {kind: [] for kind in ORDER}

        self._vpc = Ec2Vpc(
            name,
            cidr_block=arguments.cidr_block,
            tags=self._shared_tags,
            opts=pulumi.ResourceOptions(parent=self),
            **{_snake(key): value for key, value in arguments.passed_on.items()},
        )
        # Always there, as in the real component: it costs nothing.
        self._internet = aws.ec2.InternetGateway(
            name, vpc_id=self._vpc.id, tags=self._shared_tags, opts=_below(self._vpc)
        )
        for number, zone in enumerate(zones):
            in_zone = [subnet for subnet in layout if subnet.zone == zone]
            for subnet in sorted(in_zone, key=lambda one: ORDER.index(one.type)):
                self._add(subnet, number)
        self.outputs = self._outputs(arguments, specs)
        self.register_outputs(self.outputs)

    def _default_zones(self, count: int) -> list[str]:
        names = aws.get_availability_zones(opts=pulumi.InvokeOptions(parent=self)).names
        if len(names) < count:
            raise ValueError(
                f"awsx.ec2.Vpc: the region has {len(names)} availability zones, not {count}: give availabilityZoneNames"
            )
        return list(names[:count])

    def _add(self, plan: Subnet, zone_number: int) -> None:
        """A subnet with its own route table, and what leads out of it."""
        subnet = aws.ec2.Subnet(
            plan.name,
            vpc_id=self._vpc.id,
            availability_zone=plan.zone,
            cidr_block=str(plan.network),
            map_public_ip_on_launch=plan.type == "Public",
            tags=_merged(self._shared_tags, plan.tags, {"Name": plan.name, "SubnetType": plan.type}),
            opts=_below(self._vpc),
        )
        table = aws.ec2.RouteTable(
            plan.name,
            vpc_id=self._vpc.id,
            tags=_merged(self._shared_tags, {"Name": plan.name, "SubnetType": plan.type}),
            opts=_below(subnet),
        )
        association = aws.ec2.RouteTableAssociation(
            plan.name, route_table_id=table.id, subnet_id=subnet.id, opts=_below(table)
        )
        self._subnets.append(subnet)
        self._route_tables.append(table)
        self._associations.append(association)
        self._ids[plan.type].append(subnet.id)
        if plan.type == "Public":
            if self._wants_gateway(zone_number):
                self._add_gateway(subnet, zone_number)
            self._add_route(plan.name, table, gateway_id=self._internet.id)
        elif plan.type == "Private" and self._strategy != "None":
            gateway = self._gateways[0 if self._strategy == "Single" else zone_number]
            self._add_route(plan.name, table, nat_gateway_id=gateway.id)

    def _wants_gateway(self, zone_number: int) -> bool:
        wanted = {"None": 0, "Single": 1, "OnePerAz": zone_number + 1}[self._strategy]
        return len(self._gateways) < wanted

    def _add_gateway(self, subnet: aws.ec2.Subnet, zone_number: int) -> None:
        name = f"{self._name}-{zone_number + 1}"
        tags = _merged(self._tags, {"Name": name})
        address = aws.ec2.Eip(name, tags=tags, opts=_below(subnet))
        self._addresses.append(address)
        self._gateways.append(
            aws.ec2.NatGateway(
                name, subnet_id=subnet.id, allocation_id=address.allocation_id, tags=tags, opts=_below(subnet)
            )
        )

    def _add_route(self, name: str, table: aws.ec2.RouteTable, **target: pulumi.Input[str]) -> None:
        self._routes.append(
            aws.ec2.Route(name, route_table_id=table.id, destination_cidr_block=ANYWHERE, opts=_below(table), **target)
        )

    def _outputs(self, arguments: VpcArguments, specs: Sequence[Any] | None) -> dict[str, Any]:
        layout = [
            {"type": spec.type, "name": spec.name, "cidrMask": spec.mask, "size": spec.mask and 2 ** (32 - spec.mask)}
            for spec in specs or []
        ]
        return {
            "vpc": self._vpc,
            "vpcId": self._vpc.id,
            "subnets": self._subnets,
            "publicSubnetIds": self._ids["Public"],
            "privateSubnetIds": self._ids["Private"],
            "isolatedSubnetIds": self._ids["Isolated"],
            "routeTables": self._route_tables,
            "routeTableAssociations": self._associations,
            "routes": self._routes,
            "internetGateway": self._internet,
            "natGateways": self._gateways,
            "eips": self._addresses,
            "vpcEndpoints": [],
            "subnetLayout": [{key: value for key, value in spec.items() if value is not None} for spec in layout],
        }


def _below(parent: pulumi.Resource) -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions(parent=parent, depends_on=[parent])


def _merged(*tags: Any) -> Any:
    """Tags of which later ones win; some may be outputs."""
    if not any(isinstance(part, pulumi.Output) for part in tags):
        return {name: value for part in tags for name, value in part.items()}
    return pulumi.Output.all(*tags).apply(lambda parts: {name: value for part in parts for name, value in part.items()})


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
