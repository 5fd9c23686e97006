"""`awsx.ec2.Vpc`: a VPC with subnets in several zones, their route tables, and NAT gateways where wanted.

Children, names, parents and outputs are those of the real component, so that a program has the
same URNs here and on AWS.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from harness.awsx import aws
from harness.awsx.arguments import check_gateways, read_arguments
from harness.awsx.subnets import Subnet, SubnetSpec, allocate, default_specs, even_zone_mask, subnet_spec

ANYWHERE = "0.0.0.0/0"
ORDER = ("Public", "Private", "Isolated")  # public first: private subnets route to the NAT gateways in them


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
        zone_mask = arguments.zone_mask or even_zone_mask(arguments.cidr_block, len(zones))
        specs = default_specs(zone_mask) if arguments.specs is None else list(map(subnet_spec, arguments.specs))
        layout = allocate(name, arguments.cidr_block, zones, specs, zone_mask)
        check_gateways(arguments.nat_strategy, layout)

        self._subnets: list[aws.Resource] = []
        self._route_tables: list[aws.Resource] = []
        self._associations: list[aws.Resource] = []
        self._routes: list[aws.Resource] = []
        self._gateways: list[aws.Resource] = []
        self._addresses: list[aws.Resource] = []
        self._by_type: dict[str, list[aws.Resource]] = {kind: [] for kind in ORDER}

        of_vpc = {"cidrBlock": arguments.cidr_block, "tags": self._shared_tags, **arguments.passed_on}
        self._vpc = aws.Resource("ec2/vpc:Vpc", name, of_vpc, self)
        # Always there, as in the real component: it costs nothing.
        self._internet = aws.Resource(
            "ec2/internetGateway:InternetGateway", name, {"vpcId": self._vpc.id, "tags": self._shared_tags}, self._vpc
        )
        for number, zone in enumerate(zones):
            in_zone = [subnet for subnet in layout if subnet.zone == zone]
            for subnet in sorted(in_zone, key=lambda one: ORDER.index(one.type)):
                self._add(subnet, number)
        self.outputs = self._outputs(specs)
        self.register_outputs(self.outputs)

    def _default_zones(self, count: int) -> list[str]:
        names = aws.availability_zones(self)
        if len(names) < count:
            raise ValueError(
                f"awsx.ec2.Vpc: the region has {len(names)} availability zones, not {count}: give availabilityZoneNames"
            )
        return names[:count]

    def _add(self, plan: Subnet, zone_number: int) -> None:
        """A subnet with its own route table, and what leads out of it."""
        own_tags = {"Name": plan.name, "SubnetType": plan.type}
        of_subnet = {
            "vpcId": self._vpc.id,
            "availabilityZone": plan.zone,
            "cidrBlock": str(plan.network),
            "mapPublicIpOnLaunch": plan.type == "Public",
            "tags": _merged(self._shared_tags, plan.tags, own_tags),
        }
        subnet = aws.Resource("ec2/subnet:Subnet", plan.name, of_subnet, self._vpc)
        of_table = {"vpcId": self._vpc.id, "tags": _merged(self._shared_tags, own_tags)}
        table = aws.Resource("ec2/routeTable:RouteTable", plan.name, of_table, subnet)
        association = aws.Resource(
            "ec2/routeTableAssociation:RouteTableAssociation",
            plan.name,
            {"routeTableId": table.id, "subnetId": subnet.id},
            table,
        )
        self._subnets.append(subnet)
        self._route_tables.append(table)
        self._associations.append(association)
        self._by_type[plan.type].append(subnet)
        if plan.type == "Public":
            if self._wants_gateway(zone_number):
                self._add_gateway(subnet, zone_number)
            self._add_route(plan.name, table, {"gatewayId": self._internet.id})
        elif plan.type == "Private" and self._strategy != "None":
            gateway = self._gateways[0 if self._strategy == "Single" else zone_number]
            self._add_route(plan.name, table, {"natGatewayId": gateway.id})

    def _wants_gateway(self, zone_number: int) -> bool:
        wanted = {"None": 0, "Single": 1, "OnePerAz": zone_number + 1}[self._strategy]
        return len(self._gateways) < wanted

    def _add_gateway(self, subnet: aws.Resource, zone_number: int) -> None:
        name = f"{self._name}-{zone_number + 1}"
        tags = _merged(self._tags, {"Name": name})
        address = aws.Resource("ec2/eip:Eip", name, {"tags": tags}, subnet, outputs=("allocationId",))
        self._addresses.append(address)
        of_gateway = {"subnetId": subnet.id, "allocationId": address.output("allocationId"), "tags": tags}
        self._gateways.append(aws.Resource("ec2/natGateway:NatGateway", name, of_gateway, subnet))

    def _add_route(self, name: str, table: aws.Resource, target: Mapping[str, pulumi.Input[str]]) -> None:
        of_route = {"routeTableId": table.id, "destinationCidrBlock": ANYWHERE, **target}
        self._routes.append(aws.Resource("ec2/route:Route", name, of_route, table))

    def _outputs(self, specs: Sequence[SubnetSpec]) -> dict[str, Any]:
        return {
            "vpc": self._vpc,
            "vpcId": self._vpc.id,
            "subnets": self._subnets,
            **{f"{kind.lower()}Subnets": subnets for kind, subnets in self._by_type.items()},
            **{f"{kind.lower()}SubnetIds": [one.id for one in subnets] for kind, subnets in self._by_type.items()},
            "routeTables": self._route_tables,
            "routeTableAssociations": self._associations,
            "routes": self._routes,
            "internetGateway": self._internet,
            "natGateways": self._gateways,
            "eips": self._addresses,
            "vpcEndpoints": [],
            "subnetLayout": [_resolved(spec) for spec in specs],
        }


def _resolved(spec: SubnetSpec) -> dict[str, Any]:
    """A subnet's spec as the output `subnetLayout` tells it."""
    told = {"type": spec.type, "name": spec.name, "cidrMask": spec.mask, "size": spec.mask and 2 ** (32 - spec.mask)}
    return {key: value for key, value in told.items() if value is not None}


def _merged(*tags: Any) -> Any:
    """Tags of which later ones win; some may be outputs."""
    if not any(isinstance(part, pulumi.Output) for part in tags):
        return {name: value for part in tags for name, value in part.items()}
    return pulumi.Output.all(*tags).apply(lambda parts: {name: value for part in parts for name, value in part.items()})
