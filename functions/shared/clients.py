"""AWS clients: created when first used, once per process, with time-outs that leave a function time to answer.

They are botocore's, which boto3 only wraps: without boto3 a cold start is a tenth of a second shorter.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import botocore.session
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
    return _session().create_client("s3", config=Config(**PATIENT, **S3))


@cache
def s3_hasty() -> Any:
    """For what a function can do without: gives up within seconds."""
    return _session().create_client("s3", config=Config(**HASTY, **S3))


@cache
def sqs() -> Any:
    """For dead letters."""
    return _session().create_client("sqs", config=Config(**PATIENT))


@cache
def eventbridge() -> Any:
    """For the pipeline's events."""
    return _session().create_client("events", config=Config(**PATIENT))


@cache
def _session() -> Any:
    return botocore.session.get_session()
