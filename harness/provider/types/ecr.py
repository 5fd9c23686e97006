"""ECR: repositories of container images."""

from __future__ import annotations

from ..rows import Call, IfGiven, Read, Row, Setting
from .tagging import tagged_by_arn

ROWS = (
    Row(
        type="aws:ecr/repository:Repository",
        service="ecr",
        create=Call("CreateRepository"),
        delete=Call("DeleteRepository", key={"repositoryName": "{id}", "force": IfGiven("{forceDelete}")}),
        names={"name": "repositoryName"},
        id="{name}",
        key={"repositoryName": "{id}", "repositoryNames": ["{id}"]},
        reads=(
            Read(
                "DescribeRepositories",
                root="repositories[0]",
                outputs={"arn": "repositoryArn", "registryId": "registryId", "repositoryUrl": "repositoryUri"},
            ),
        ),
        settings=(
            Setting(
                ("imageTagMutability", "imageTagMutabilityExclusionFilters"),
                Call("PutImageTagMutability"),
                reset={"imageTagMutability": "MUTABLE"},
            ),
            Setting(
                ("imageScanningConfiguration",),
                Call("PutImageScanningConfiguration"),
                reset={"imageScanningConfiguration": {"scanOnPush": False}},
            ),
        ),
        defaults={"imageTagMutability": "MUTABLE"},
        autoname="name",
        identity=("name",),
        local={"forceDelete": "only says whether a deletion may drop the images"},
        gone=("RepositoryNotFoundException",),
        tagging=tagged_by_arn("resourceArn"),
    ),
    Row(
        type="aws:ecr/lifecyclePolicy:LifecyclePolicy",
        service="ecr",
        create=Call("PutLifecyclePolicy"),
        update=Call("PutLifecyclePolicy"),
        delete=Call("DeleteLifecyclePolicy"),
        names={"repository": "repositoryName", "policy": "lifecyclePolicyText"},
        id="{repository}",
        key={"repositoryName": "{repository}"},
        reads=(Read("GetLifecyclePolicy", outputs={"registryId": "registryId"}),),
        identity=("repository",),
        replace=("repository",),
        gone=("LifecyclePolicyNotFoundException", "RepositoryNotFoundException"),
    ),
    Row(
        type="aws:ecr/repositoryPolicy:RepositoryPolicy",
        service="ecr",
        create=Call("SetRepositoryPolicy"),
        update=Call("SetRepositoryPolicy"),
        delete=Call("DeleteRepositoryPolicy"),
        names={"repository": "repositoryName", "policy": "policyText"},
        id="{repository}",
        key={"repositoryName": "{id}"},
        reads=(Read("GetRepositoryPolicy", outputs={"registryId": "registryId"}),),
        identity=("repository",),
        replace=("repository",),
        gone=("RepositoryPolicyNotFoundException", "RepositoryNotFoundException"),
    ),
)
