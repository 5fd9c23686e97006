"""The stack's configuration: every key, its meaning and its allowed values."""

from __future__ import annotations

from dataclasses import dataclass

from components.settings import Rule, setting

# Services that functions in private subnets call and that have no free gateway endpoint.
SERVICES_OF_PRIVATE_FUNCTIONS = ("events", "sqs")

# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
RETENTION_DAYS = (
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)

ORIGIN = r"https://[a-z0-9.-]+(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?"


@dataclass(frozen=True)
class NetworkSettings:
    """The private network that functions and cache share."""

    cidr_block: str = setting(
        Rule("IPv4 range of the VPC, /16 to /18", pattern=r"[\d.]+/1[678]", hint="an IPv4 range, /16 to /18")
    )
    zones: int = setting(Rule("availability zones with a private subnet each", minimum=2, maximum=6), default=2)
    nat_gateways: str = setting(
        Rule("NAT gateways, each billed by the hour", choices=("None", "Single", "OnePerAz")), default="None"
    )
    interface_endpoints: tuple[str, ...] = setting(
        Rule(
            "AWS services with a private endpoint, each billed by zone and hour",
            pattern=r"[a-z0-9.-]+",
            hint="service names such as events or sqs",
        ),
        default=SERVICES_OF_PRIVATE_FUNCTIONS,
    )
    endpoint_zones: int = setting(
        Rule("zones in which each interface endpoint has an address", minimum=1, maximum=6), default=1
    )


@dataclass(frozen=True)
class StorageSettings:
    """The three buckets."""

    encryption: str = setting(
        Rule("encryption at rest: keys of S3, or the account's KMS key for S3", choices=("AES256", "aws:kms")),
        default="AES256",
    )
    deletion_protection: bool = setting(
        Rule("refuse to delete the buckets; false: `destroy` deletes them with everything in them"), default=True
    )


@dataclass(frozen=True)
class FeatureStoreSettings:
    """The ElastiCache Serverless cache."""

    engine: str = setting(Rule("cache engine", choices=("redis", "valkey")), default="redis")
    major_version: int = setting(Rule("major version of the engine", choices=(7, 8)), default=7)
    storage_gigabytes: int = setting(Rule("most data the cache may hold, in GB", minimum=1, maximum=5000), default=1)
    ecpu_per_second: int = setting(
        Rule("most ElastiCache processing units a second", minimum=1000, maximum=15_000_000), default=1000
    )


@dataclass(frozen=True)
class CommonSettings:
    """What all functions have in common."""

    runtime: str = setting(Rule("Lambda runtime", choices=("python3.12", "python3.13")), default="python3.13")
    architecture: str = setting(Rule("processor of the functions", choices=("x86_64", "arm64")), default="x86_64")
    log_retention_days: int = setting(Rule("days that logs are kept", choices=RETENTION_DAYS), default=30)


@dataclass(frozen=True)
class FunctionSettings:
    """The size of one function."""

    # Lambda gives one whole vCPU at 1,769 MB, and new accounts at most 3,008 MB.
    memory: int = setting(Rule("memory in MB; 1,769 MB come with one vCPU", minimum=128, maximum=3008), default=1769)
    timeout: int = setting(Rule("seconds an invocation may take", minimum=1, maximum=900), default=60)
    provisioned_concurrency: int = setting(
        Rule("environments kept ready, billed all the time", minimum=0, maximum=1000),
        default=0,
    )
    reserved_concurrency: int | None = setting(
        Rule("most invocations at once; unset: the account's limit", minimum=1, maximum=1000), default=None
    )


@dataclass(frozen=True)
class UploadsSettings(FunctionSettings):
    """The uploads function, and what may be uploaded."""

    memory: int = setting(Rule("memory in MB", minimum=128, maximum=3008), default=512)
    timeout: int = setting(Rule("seconds a request may take", minimum=1, maximum=29), default=10)
    maximum_bytes: int = setting(Rule("largest upload in bytes", minimum=1, maximum=100 * 2**20), default=20 * 2**20)
    url_seconds: int = setting(
        Rule("seconds that a presigned upload stays valid", minimum=60, maximum=3600), default=900
    )


@dataclass(frozen=True)
class ApiSettings:
    """The REST API."""

    authorization: str = setting(
        Rule("who may call: anyone, or signed requests of the account", choices=("NONE", "AWS_IAM"))
    )
    cors_origins: tuple[str, ...] = setting(
        Rule(
            "web origins that may call the API and upload from a browser",
            pattern=ORIGIN,
            hint="origins such as https://app.example.org or http://localhost:3000, never a wildcard",
        ),
        default=(),
    )
    requests_per_second: int = setting(
        Rule("steady rate above which requests are throttled", minimum=1, maximum=10_000), default=10
    )
    burst: int = setting(Rule("requests accepted at once before throttling", minimum=1, maximum=5_000), default=20)
    account_logging: bool = setting(
        Rule("set the role with which API Gateway logs, one an account and region: true in one stack of them"),
        default=True,
    )


@dataclass(frozen=True)
class MonitoringSettings:
    """Who hears of alarms."""

    alarm_email: str | None = setting(
        Rule(
            "address that receives alarms; unset: none", pattern=r"[^@\s]+@[^@\s]+\.[^@\s]+", hint="an e-mail address"
        ),
        default=None,
    )


@dataclass(frozen=True)
class Configuration:
    """All settings of a stack, by section; a section's key is the field's name in camelCase."""

    network: NetworkSettings
    storage: StorageSettings
    feature_store: FeatureStoreSettings
    functions: CommonSettings
    ocr: FunctionSettings
    document: FunctionSettings
    uploads: UploadsSettings
    api: ApiSettings
    monitoring: MonitoringSettings
