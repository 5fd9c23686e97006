"""Where the images of tasks are kept."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pulumi_aws as aws

from components.target import Target

UNTAGGED_KEPT_DAYS = 1
IMAGES_KEPT = 10


class ImageRepository(pulumi.ComponentResource):
    """An ECR repository: a tag names one image for good, every image is scanned, old ones go.

    Attributes:
        arn: its ARN.
        url: where images are pushed, without a tag.
    """

    arn: pulumi.Output[str]
    url: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        image: str,
        target: Target,
        *,
        deletion_protection: bool,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            image: name of the image; each stack has a repository of its own.
            target: where the stack lives.
            deletion_protection: refuse to delete the repository while it holds images.
        """
        super().__init__("learningyogi:containers:ImageRepository", name, {}, opts)
        repository = aws.ecr.Repository(
            name,
            name=f"{target.stack}/{image}",
            image_tag_mutability="IMMUTABLE",
            image_scanning_configuration={"scan_on_push": True},
            force_delete=not deletion_protection,
            opts=pulumi.ResourceOptions(parent=self),
        )
        aws.ecr.LifecyclePolicy(
            f"{name}-lifecycle",
            repository=repository.name,
            policy=json.dumps(lifecycle()),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.arn, self.url = repository.arn, repository.repository_url
        self.register_outputs({"arn": self.arn, "url": self.url})


def lifecycle() -> dict[str, Any]:
    """Which images go: layers of interrupted pushes soon, tagged images when newer ones outnumber them."""
    untagged = {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days"}
    rules = [
        ("unfinished pushes", {**untagged, "countNumber": UNTAGGED_KEPT_DAYS}),
        ("old images", {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": IMAGES_KEPT}),
    ]
    return {
        "rules": [
            {"rulePriority": priority, "description": text, "selection": selection, "action": {"type": "expire"}}
            for priority, (text, selection) in enumerate(rules, start=1)
        ]
    }
