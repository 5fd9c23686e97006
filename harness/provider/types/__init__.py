"""One row per resource type, one file per AWS service."""

from __future__ import annotations

from ..rows import Row
from . import (
    apigateway,
    cloudwatch,
    ec2,
    ec2_security,
    elasticache,
    events,
    iam,
    kms,
    lambda_,
    logs,
    s3,
    s3_settings,
    sns,
    sqs,
)

ALL: tuple[Row, ...] = (
    *s3.ROWS,
    *s3_settings.ROWS,
    *iam.ROWS,
    *kms.ROWS,
    *lambda_.ROWS,
    *logs.ROWS,
    *events.ROWS,
    *sqs.ROWS,
    *sns.ROWS,
    *cloudwatch.ROWS,
    *apigateway.ROWS,
    *elasticache.ROWS,
    *ec2.ROWS,
    *ec2_security.ROWS,
)
