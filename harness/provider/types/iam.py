"""IAM: roles, policies, and what binds them."""

from __future__ import annotations

from ..rows import Call, Caller, Read, Row, Setting, Tagging
from ..values import Properties

POLICY_VERSIONS = 5  # the most that IAM keeps of a managed policy


def new_policy_version(resource: Caller, old: Properties) -> None:
    """Makes the wanted document the policy's default version, dropping the oldest where IAM keeps no more."""
    arn = resource.scope["id"]
    versions = resource.call("ListPolicyVersions", PolicyArn=arn)["Versions"]
    spare = [version["VersionId"] for version in versions if not version["IsDefaultVersion"]]
    if len(versions) >= POLICY_VERSIONS:
        resource.call("DeletePolicyVersion", PolicyArn=arn, VersionId=min(spare, key=lambda name: int(name[1:])))
    resource.call("CreatePolicyVersion", PolicyArn=arn, PolicyDocument=resource.inputs["policy"], SetAsDefault=True)


def drop_policy_versions(resource: Caller) -> None:
    """IAM deletes a policy only with its default version."""
    arn = resource.scope["id"]
    for version in resource.call("ListPolicyVersions", PolicyArn=arn)["Versions"]:
        if not version["IsDefaultVersion"]:
            resource.call("DeletePolicyVersion", PolicyArn=arn, VersionId=version["VersionId"])


ROWS = (
    Row(
        type="aws:iam/role:Role",
        service="iam",
        create=Call("CreateRole", names={"assumeRolePolicy": "AssumeRolePolicyDocument"}),
        update=Call("UpdateRole"),
        delete=Call("DeleteRole"),
        names={"name": "RoleName"},
        id="{name}",
        key={"RoleName": "{id}"},
        reads=(
            Read(
                "GetRole",
                root="Role",
                names={
                    "assumeRolePolicy": "AssumeRolePolicyDocument",
                    "permissionsBoundary": "PermissionsBoundary.PermissionsBoundaryArn",
                },
                outputs={"arn": "Arn", "uniqueId": "RoleId", "createDate": "CreateDate"},
            ),
        ),
        settings=(
            Setting(
                ("assumeRolePolicy",), Call("UpdateAssumeRolePolicy", names={"assumeRolePolicy": "PolicyDocument"})
            ),
            Setting(
                ("permissionsBoundary",),
                Call("PutRolePermissionsBoundary"),
                remove=Call("DeleteRolePermissionsBoundary"),
            ),
        ),
        defaults={"maxSessionDuration": 3600, "path": "/"},
        reset={"description": ""},
        autoname="name",
        identity=("name",),
        replace=("name", "path"),
        tagging=Tagging(add="TagRole", remove="UntagRole", key={"RoleName": "{id}"}),
    ),
    Row(
        type="aws:iam/rolePolicy:RolePolicy",
        service="iam",
        create=Call("PutRolePolicy"),
        update=Call("PutRolePolicy"),
        delete=Call("DeleteRolePolicy"),
        names={"role": "RoleName", "name": "PolicyName", "policy": "PolicyDocument"},
        id="{role}:{name}",
        key={"RoleName": "{role}", "PolicyName": "{name}"},
        reads=(Read("GetRolePolicy"),),
        autoname="name",
        identity=("role", "name"),
        replace=("role", "name"),
    ),
    Row(
        type="aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        service="iam",
        create=Call("AttachRolePolicy"),
        delete=Call("DetachRolePolicy"),
        names={"role": "RoleName"},
        id="{role}/{policyArn}",
        key={"RoleName": "{role}", "PolicyArn": "{policyArn}"},
        reads=(Read("ListAttachedRolePolicies", root="AttachedPolicies", find={"PolicyArn": "{policyArn}"}),),
        identity=("role", "policyArn"),
    ),
    Row(
        type="aws:iam/policy:Policy",
        service="iam",
        create=Call("CreatePolicy", names={"policy": "PolicyDocument"}),
        delete=Call("DeletePolicy"),
        names={"name": "PolicyName"},
        id="{arn}",
        key={"PolicyArn": "{id}"},
        answers={"arn": "Policy.Arn"},
        reads=(
            Read("GetPolicy", root="Policy", outputs={"policyId": "PolicyId", "defaultVersionId": "DefaultVersionId"}),
            Read(
                "GetPolicyVersion",
                root="PolicyVersion",
                key={"PolicyArn": "{id}", "VersionId": "{defaultVersionId}"},
                names={"policy": "Document"},
                only=("policy",),
            ),
        ),
        settings=(Setting(("policy",), new_policy_version),),
        defaults={"path": "/"},
        autoname="name",
        identity=("name",),
        tagging=Tagging(add="TagPolicy", remove="UntagPolicy", key={"PolicyArn": "{id}"}),
        deleting=drop_policy_versions,
    ),
)
