"""AWS clients: created once per process, with time-outs that leave a Lambda function time to answer."""

from __future__ import annotations

from functools import cache
from typing import Any

import boto3
from botocore.config import Config

PATIENT = {"connect_timeout": 2, "read_timeout": 10, "retries": {"mode": "standard", "total_max_attempts": 3}}
HASTY = {"connect_timeout": 1, "read_timeout": 2, "retries": {"mode": "standard", "total_max_attempts": 1}}

# Signature version 4 is what encrypted buckets accept. Virtual addressing makes presigned URLs name the
# bucket's own region; the global host that botocore would choose redirects, and a form post does not survive
# a redirect. Hosts that are IP addresses, such as an emulator's, keep the bucket in the path all the same.
S3 = {"signature_version": "s3v4", "s3": {"addressing_style": "virtual"}}


@cache
def s3() -> Any:
    """For the bytes and records of documents."""
    return boto3.client("s3", config=Config(**PATIENT, **S3))


@cache
def s3_hasty() -> Any:
    """For what a function can do without: gives up within seconds."""
    return boto3.client("s3", config=Config(**HASTY, **S3))


@cache
def sqs() -> Any:
    return boto3.client("sqs", config=Config(**PATIENT))


@cache
def eventbridge() -> Any:
    return boto3.client("events", config=Config(**PATIENT))
