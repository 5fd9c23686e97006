"""EC2: security groups, their rules, and private endpoints of AWS services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..rows import Call, Caller, Read, Row, Setting, Wait
from ..values import Properties
from .ec2 import IN_USE, tagged

RULE = {
    "ipProtocol": "IpPermissions[0].IpProtocol",
    "fromPort": "IpPermissions[0].FromPort",
    "toPort": "IpPermissions[0].ToPort",
    "cidrIpv4": "IpPermissions[0].IpRanges[0].CidrIp",
    "cidrIpv6": "IpPermissions[0].Ipv6Ranges[0].CidrIpv6",
    "prefixListId": "IpPermissions[0].PrefixListIds[0].PrefixListId",
    "referencedSecurityGroupId": "IpPermissions[0].UserIdGroupPairs[0].GroupId",
    "securityGroupId": "GroupId",
}
PEERS = ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs")
CHANGED_RULE = {
    name: f"SecurityGroupRules[0].SecurityGroupRule.{member}"
    for name, member in {
        "ipProtocol": "IpProtocol",
        "fromPort": "FromPort",
        "toPort": "ToPort",
        "cidrIpv4": "CidrIpv4",
        "cidrIpv6": "CidrIpv6",
        "prefixListId": "PrefixListId",
        "referencedSecurityGroupId": "ReferencedGroupId",
        "description": "Description",
    }.items()
}
ENDPOINT_LISTS = {"routeTableIds": "RouteTableIds", "subnetIds": "SubnetIds", "securityGroupIds": "SecurityGroupIds"}


def described(request: dict[str, Any], scope: Mapping[str, Any]) -> dict[str, Any]:
    """A rule's description belongs to whatever the rule lets in or out."""
    if scope.get("description"):
        for permission in request["IpPermissions"]:
            for peer in PEERS:
                for item in permission.get(peer, []):
                    item["Description"] = scope["description"]
    return request


def close(resource: Caller) -> None:
    """Takes away the rule that AWS gives every new group: everything out. The program says what is open."""
    group = resource.scope["id"]
    [found] = resource.call("DescribeSecurityGroups", GroupIds=[group])["SecurityGroups"]
    if found["IpPermissionsEgress"]:
        resource.call("RevokeSecurityGroupEgress", GroupId=group, IpPermissions=found["IpPermissionsEgress"])


def change_endpoint(resource: Caller, old: Properties) -> None:
    """Adds and removes what the endpoint is attached to, and sets its policy."""
    members: dict[str, Any] = {}
    for name, member in ENDPOINT_LISTS.items():
        before, after = set(old.get(name) or []), set(resource.inputs.get(name) or [])
        if after - before:
            members[f"Add{member}"] = sorted(after - before)
        if before - after:
            members[f"Remove{member}"] = sorted(before - after)
    if resource.inputs.get("privateDnsEnabled") != old.get("privateDnsEnabled"):
        members["PrivateDnsEnabled"] = bool(resource.inputs.get("privateDnsEnabled"))
    if resource.inputs.get("policy") != old.get("policy"):
        policy = resource.inputs.get("policy")
        members |= {"PolicyDocument": policy} if policy else {"ResetPolicy": True}
    resource.call("ModifyVpcEndpoint", VpcEndpointId=resource.scope["id"], **members)


def _rule(direction: str) -> Row:
    return Row(
        type=f"aws:vpc/securityGroup{direction}Rule:SecurityGroup{direction}Rule",
        service="ec2",
        create=Call(f"AuthorizeSecurityGroup{direction}", names=RULE),
        update=Call("ModifySecurityGroupRules", names=CHANGED_RULE),
        delete=Call(f"RevokeSecurityGroup{direction}"),
        id="{securityGroupRuleId}",
        key={
            "GroupId": "{securityGroupId}",
            "SecurityGroupRuleIds": ["{id}"],
            "SecurityGroupRules[0].SecurityGroupRuleId": "{id}",
        },
        answers={"securityGroupRuleId": "SecurityGroupRules[0].SecurityGroupRuleId"},
        reads=(
            Read(
                "DescribeSecurityGroupRules",
                root="SecurityGroupRules[0]",
                key={"SecurityGroupRuleIds": ["{id}"]},
                names={"referencedSecurityGroupId": "ReferencedGroupInfo.GroupId"},
                # Not the description: LocalEmu forgets it where the peer is a group.
                only=(
                    "ipProtocol",
                    "fromPort",
                    "toPort",
                    "cidrIpv4",
                    "cidrIpv6",
                    "prefixListId",
                    "referencedSecurityGroupId",
                ),
            ),
        ),
        derived={"arn": "arn:aws:ec2:{region}:{account}:security-group-rule/{id}"},
        replace=("securityGroupId",),
        prepared=("description",),
        prepare=described,
        tagging=tagged("security-group-rule"),
        gone=("InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound"),
    )


ROWS = (
    Row(
        type="aws:ec2/securityGroup:SecurityGroup",
        service="ec2",
        create=Call("CreateSecurityGroup"),
        delete=Call("DeleteSecurityGroup"),
        names={"name": "GroupName"},
        id="{groupId}",
        key={"GroupId": "{id}"},
        answers={"groupId": "GroupId"},
        reads=(
            Read(
                "DescribeSecurityGroups",
                root="SecurityGroups[0]",
                key={"GroupIds": ["{id}"]},
                outputs={"ownerId": "OwnerId"},
            ),
        ),
        derived={"arn": "arn:aws:ec2:{region}:{account}:security-group/{id}"},
        defaults={"description": "Managed by Pulumi"},
        autoname="name",
        identity=("name", "vpcId"),
        tagging=tagged("security-group"),
        created=close,
        retry=(IN_USE,),
        gone=("InvalidGroup.NotFound", "InvalidGroupId.NotFound"),
    ),
    _rule("Ingress"),
    _rule("Egress"),
    Row(
        type="aws:ec2/vpcEndpoint:VpcEndpoint",
        service="ec2",
        create=Call("CreateVpcEndpoint"),
        delete=Call("DeleteVpcEndpoints"),
        names={"policy": "PolicyDocument"},
        id="{vpcEndpointId}",
        key={"VpcEndpointIds": ["{id}"]},
        answers={"vpcEndpointId": "VpcEndpoint.VpcEndpointId"},
        reads=(
            Read(
                "DescribeVpcEndpoints",
                root="VpcEndpoints[0]",
                # Not the policy: LocalEmu answers it without its version. Security groups come in another form.
                only=("vpcId", "serviceName", "vpcEndpointType", "routeTableIds", "subnetIds", "privateDnsEnabled"),
                outputs={
                    "state": "State",
                    "ownerId": "OwnerId",
                    "networkInterfaceIds": "NetworkInterfaceIds",
                    "requesterManaged": "RequesterManaged",
                    "dnsEntries": "DnsEntries",
                },
            ),
            Read(
                "DescribePrefixLists",
                root="PrefixLists[0]",
                key={"Filters[0].Name": "prefix-list-name", "Filters[0].Values": ["{serviceName}"]},
                only=(),
                outputs={"prefixListId": "PrefixListId", "cidrBlocks": "Cidrs"},
                optional=True,
            ),
        ),
        settings=(Setting((*ENDPOINT_LISTS, "privateDnsEnabled", "policy"), change_endpoint),),
        derived={"arn": "arn:aws:ec2:{region}:{account}:vpc-endpoint/{id}"},
        defaults={"vpcEndpointType": "Gateway"},
        unordered=tuple(ENDPOINT_LISTS),
        tagging=tagged("vpc-endpoint"),
        wait=Wait(ready={"State": ("available", "Available")}, failed={"State": ("failed", "rejected")}, seconds=600),
        ended={"State": "deleted"},
        # InvalidRoute: so fails LocalEmu to delete an endpoint whose route tables were changed.
        gone=("InvalidVpcEndpointId.NotFound", "InvalidRoute.NotFound"),
    ),
)
