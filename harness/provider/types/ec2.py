"""EC2: private networks, their subnets, routes and gateways."""

from __future__ import annotations

from ..rows import Call, Caller, ErrorPattern, Read, Row, Setting, Tagging, Wait
from ..values import Properties

# AWS lets go of network interfaces some time after whatever used them is gone.
IN_USE = ErrorPattern("DependencyViolation")


def tagged(kind: str) -> Tagging:
    """EC2's way of tags, the same for every kind of resource."""
    return Tagging(
        add="CreateTags",
        remove="DeleteTags",
        key={"Resources": ["{id}"]},
        keys="Tags",
        create="TagSpecifications[0].Tags",
        beside={"TagSpecifications[0].ResourceType": kind},
    )


def attach(resource: Caller, old: Properties) -> None:
    """Moves an internet gateway to the wanted VPC."""
    gateway = resource.scope["id"]
    if old.get("vpcId"):
        resource.call("DetachInternetGateway", InternetGatewayId=gateway, VpcId=old["vpcId"])
    if resource.inputs.get("vpcId"):
        resource.call("AttachInternetGateway", InternetGatewayId=gateway, VpcId=resource.inputs["vpcId"])


def detach(resource: Caller) -> None:
    if resource.inputs.get("vpcId"):
        resource.call("DetachInternetGateway", InternetGatewayId=resource.scope["id"], VpcId=resource.inputs["vpcId"])


def of_vpc(name: str, value: str) -> dict[str, object]:
    """Members of a describe call that ask for what belongs to the VPC, by one further filter."""
    return {
        "Filters[0].Name": "vpc-id",
        "Filters[0].Values": ["{id}"],
        "Filters[1].Name": name,
        "Filters[1].Values": [value],
    }


ROWS = (
    Row(
        type="aws:ec2/vpc:Vpc",
        service="ec2",
        create=Call("CreateVpc"),
        delete=Call("DeleteVpc"),
        id="{vpcId}",
        key={"VpcId": "{id}"},
        answers={"vpcId": "Vpc.VpcId"},
        reads=(
            Read(
                "DescribeVpcs",
                root="Vpcs[0]",
                key={"VpcIds": ["{id}"]},
                outputs={"ownerId": "OwnerId", "dhcpOptionsId": "DhcpOptionsId"},
            ),
            *(
                Read(
                    "DescribeVpcAttribute",
                    fixed={"Attribute": name},
                    names={name: f"{name[0].upper()}{name[1:]}.Value"},
                    only=(name,),
                )
                for name in ("enableDnsSupport", "enableDnsHostnames")
            ),
            Read(
                "DescribeSecurityGroups",
                root="SecurityGroups[0]",
                key=of_vpc("group-name", "default"),
                only=(),
                outputs={"defaultSecurityGroupId": "GroupId"},
            ),
            Read(
                "DescribeRouteTables",
                root="RouteTables[0]",
                key=of_vpc("association.main", "true"),
                only=(),
                outputs={"mainRouteTableId": "RouteTableId", "defaultRouteTableId": "RouteTableId"},
            ),
        ),
        settings=(
            Setting(
                ("enableDnsSupport",), Call("ModifyVpcAttribute", names={"enableDnsSupport": "EnableDnsSupport.Value"})
            ),
            Setting(
                ("enableDnsHostnames",),
                Call("ModifyVpcAttribute", names={"enableDnsHostnames": "EnableDnsHostnames.Value"}),
            ),
        ),
        derived={"arn": "arn:aws:ec2:{region}:{account}:vpc/{id}"},
        defaults={"instanceTenancy": "default", "enableDnsSupport": True, "enableDnsHostnames": False},
        tagging=tagged("vpc"),
        wait=Wait(ready={"State": ("available",)}),
        retry=(IN_USE,),
        gone=("InvalidVpcID.NotFound",),
    ),
    Row(
        type="aws:ec2/subnet:Subnet",
        service="ec2",
        create=Call("CreateSubnet"),
        delete=Call("DeleteSubnet"),
        id="{subnetId}",
        key={"SubnetId": "{id}"},
        answers={"subnetId": "Subnet.SubnetId"},
        reads=(
            Read(
                "DescribeSubnets",
                root="Subnets[0]",
                key={"SubnetIds": ["{id}"]},
                outputs={
                    "arn": "SubnetArn",
                    "ownerId": "OwnerId",
                    "availabilityZone": "AvailabilityZone",
                    "availabilityZoneId": "AvailabilityZoneId",
                },
            ),
        ),
        settings=(
            Setting(
                ("mapPublicIpOnLaunch",),
                Call("ModifySubnetAttribute", names={"mapPublicIpOnLaunch": "MapPublicIpOnLaunch.Value"}),
                reset={"mapPublicIpOnLaunch": False},
            ),
        ),
        defaults={"mapPublicIpOnLaunch": False},
        identity=("vpcId", "cidrBlock"),
        tagging=tagged("subnet"),
        wait=Wait(ready={"State": ("available",)}),
        retry=(IN_USE,),
        gone=("InvalidSubnetID.NotFound",),
    ),
    Row(
        type="aws:ec2/internetGateway:InternetGateway",
        service="ec2",
        create=Call("CreateInternetGateway"),
        delete=Call("DeleteInternetGateway"),
        id="{internetGatewayId}",
        key={"InternetGatewayId": "{id}"},
        answers={"internetGatewayId": "InternetGateway.InternetGatewayId"},
        reads=(
            Read(
                "DescribeInternetGateways",
                root="InternetGateways[0]",
                key={"InternetGatewayIds": ["{id}"]},
                names={"vpcId": "Attachments[0].VpcId"},
                outputs={"ownerId": "OwnerId"},
            ),
        ),
        settings=(Setting(("vpcId",), attach),),
        derived={"arn": "arn:aws:ec2:{region}:{account}:internet-gateway/{id}"},
        tagging=tagged("internet-gateway"),
        retry=(IN_USE,),
        deleting=detach,
        gone=("InvalidInternetGatewayID.NotFound",),
    ),
    Row(
        type="aws:ec2/routeTable:RouteTable",
        service="ec2",
        create=Call("CreateRouteTable"),
        delete=Call("DeleteRouteTable"),
        id="{routeTableId}",
        key={"RouteTableId": "{id}"},
        answers={"routeTableId": "RouteTable.RouteTableId"},
        reads=(
            Read(
                "DescribeRouteTables",
                root="RouteTables[0]",
                key={"RouteTableIds": ["{id}"]},
                outputs={"ownerId": "OwnerId"},
            ),
        ),
        derived={"arn": "arn:aws:ec2:{region}:{account}:route-table/{id}"},
        tagging=tagged("route-table"),
        retry=(IN_USE,),
        gone=("InvalidRouteTableID.NotFound",),
    ),
    Row(
        type="aws:ec2/route:Route",
        service="ec2",
        create=Call("CreateRoute"),
        update=Call("ReplaceRoute"),
        delete=Call("DeleteRoute"),
        id="r-{routeTableId}-{destinationCidrBlock}",
        key={"RouteTableId": "{routeTableId}", "DestinationCidrBlock": "{destinationCidrBlock}"},
        reads=(
            Read(
                "DescribeRouteTables",
                root="RouteTables[0].Routes",
                key={"RouteTableIds": ["{routeTableId}"]},
                find={"DestinationCidrBlock": "{destinationCidrBlock}"},
                outputs={"state": "State", "origin": "Origin"},
            ),
        ),
        identity=("routeTableId", "destinationCidrBlock"),
        replace=("routeTableId", "destinationCidrBlock"),
        gone=(
            "InvalidRoute.NotFound",
            "InvalidRouteTableID.NotFound",
        ),
    ),
    Row(
        type="aws:ec2/routeTableAssociation:RouteTableAssociation",
        service="ec2",
        create=Call("AssociateRouteTable"),
        delete=Call("DisassociateRouteTable"),
        id="{associationId}",
        key={"AssociationId": "{id}"},
        answers={"associationId": "AssociationId"},
        reads=(
            Read(
                "DescribeRouteTables",
                root="RouteTables[0].Associations",
                key={
                    "Filters[0].Name": "association.route-table-association-id",
                    "Filters[0].Values": ["{id}"],
                },
                find={"RouteTableAssociationId": "{id}"},
            ),
        ),
        # A subnet has one route table at a time.
        identity=("subnetId", "gatewayId"),
        gone=("InvalidAssociationID.NotFound",),
    ),
    Row(
        type="aws:ec2/eip:Eip",
        service="ec2",
        create=Call("AllocateAddress"),
        delete=Call("ReleaseAddress"),
        id="{allocationId}",
        key={"AllocationId": "{id}"},
        answers={"allocationId": "AllocationId"},
        reads=(
            Read(
                "DescribeAddresses",
                root="Addresses[0]",
                key={"AllocationIds": ["{id}"]},
                outputs={"publicIp": "PublicIp"},
            ),
        ),
        derived={"arn": "arn:aws:ec2:{region}:{account}:elastic-ip/{id}"},
        defaults={"domain": "vpc"},
        tagging=tagged("elastic-ip"),
        # A NAT gateway lets go of its address some time after it is gone.
        retry=(ErrorPattern("InvalidIPAddress.InUse"), ErrorPattern("AuthFailure")),
        gone=("InvalidAllocationID.NotFound",),
    ),
    Row(
        type="aws:ec2/natGateway:NatGateway",
        service="ec2",
        create=Call("CreateNatGateway"),
        delete=Call("DeleteNatGateway"),
        id="{natGatewayId}",
        key={"NatGatewayId": "{id}"},
        answers={"natGatewayId": "NatGateway.NatGatewayId"},
        reads=(
            Read(
                "DescribeNatGateways",
                root="NatGateways[0]",
                key={"NatGatewayIds": ["{id}"]},
                names={"allocationId": "NatGatewayAddresses[0].AllocationId"},
                outputs={
                    "publicIp": "NatGatewayAddresses[0].PublicIp",
                    "privateIp": "NatGatewayAddresses[0].PrivateIp",
                    "networkInterfaceId": "NatGatewayAddresses[0].NetworkInterfaceId",
                },
            ),
        ),
        tagging=tagged("natgateway"),
        wait=Wait(ready={"State": ("available",)}, failed={"State": ("failed",)}, reason="FailureMessage", seconds=600),
        ended={"State": "deleted"},
        gone=("NatGatewayNotFound",),
    ),
)
