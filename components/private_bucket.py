"""A bucket that is private, encrypted, versioned and reached by TLS only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from components.bucket_rules import bucket_policy, upload_cors
from components.configuration import StorageSettings


class PrivateBucket(pulumi.ComponentResource):
    """One bucket with everything that keeps it private.

    Attributes:
        bucket_name: name of the bucket.
        arn: its ARN.
    """

    bucket_name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(
        self,
        name: str,
        bucket_name: str,
        settings: StorageSettings,
        *,
        lifecycle: Sequence[dict[str, Any]],
        upload_origins: Sequence[str] = (),
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Registers the component and its children.

        Args:
            bucket_name: unique in all of AWS.
            settings: encryption and protection.
            lifecycle: rules of `bucket_rules`.
            upload_origins: web origins whose pages may post uploads.
        """
        super().__init__("learningyogi:storage:PrivateBucket", name, {}, opts)
        child = pulumi.ResourceOptions(parent=self)
        bucket = aws.s3.Bucket(
            name,
            bucket=bucket_name,
            force_destroy=not settings.deletion_protection,
            opts=pulumi.ResourceOptions(parent=self, protect=settings.deletion_protection),
        )
        self.bucket_name, self.arn = bucket.bucket, bucket.arn

        versioning = aws.s3.BucketVersioning(
            f"{name}-versioning",
            bucket=bucket.bucket,
            versioning_configuration={"status": "Enabled"},
            opts=child,
        )
        aws.s3.BucketServerSideEncryptionConfiguration(
            f"{name}-encryption",
            bucket=bucket.bucket,
            rules=[
                {
                    "apply_server_side_encryption_by_default": {"sse_algorithm": settings.encryption},
                    "bucket_key_enabled": settings.encryption == "aws:kms",
                }
            ],
            opts=child,
        )
        ownership = aws.s3.BucketOwnershipControls(
            f"{name}-ownership", bucket=bucket.bucket, rule={"object_ownership": "BucketOwnerEnforced"}, opts=child
        )
        closed = aws.s3.BucketPublicAccessBlock(
            f"{name}-public-access",
            bucket=bucket.bucket,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            # S3 refuses two changes of a bucket's access at once.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[ownership]),
        )
        aws.s3.BucketPolicy(
            f"{name}-policy",
            bucket=bucket.bucket,
            policy=pulumi.Output.json_dumps(bucket_policy(bucket.arn, self.objects("*"))),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[closed]),
        )
        aws.s3.BucketLifecycleConfiguration(
            f"{name}-lifecycle",
            bucket=bucket.bucket,
            rules=list(lifecycle),
            # Rules for old versions mean nothing before there are versions.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[versioning]),
        )
        if upload_origins:
            aws.s3.BucketCorsConfiguration(
                f"{name}-cors", bucket=bucket.bucket, cors_rules=upload_cors(upload_origins), opts=child
            )
        self.register_outputs({"bucketName": self.bucket_name, "arn": self.arn})

    def objects(self, pattern: str) -> pulumi.Output[str]:
        """The ARN of the objects whose keys match the pattern, such as `uploads/*`."""
        return pulumi.Output.concat(self.arn, "/", pattern)
