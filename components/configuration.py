"""The stack's configuration: every key, its meaning and its allowed values."""

from __future__ import annotations

from dataclasses import dataclass

from components.settings import Rule, setting

# Services that functions in private subnets call and that have no free gateway endpoint.
SERVICES_OF_PRIVATE_FUNCTIONS = ("events", "sqs")
# The same for Fargate tasks: their images, their logs, the database's password, and training's signs of life.
SERVICES_OF_PRIVATE_TASKS = ("ecr.api", "ecr.dkr", "logs", "secretsmanager", "states")

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


IMAGE_TAG = Rule("tag of the image in the stack's repository", pattern=r"[\w][\w.-]{0,127}", hint="an image tag")


@dataclass(frozen=True)
class TrainingSettings:
    """Training of models, from data to registered version."""

    enabled: bool = setting(
        Rule("whether the stack has training and a model registry, with their cluster and database"), default=False
    )
    image_tag: str = setting(IMAGE_TAG, default="1")
    spot: bool = setting(
        Rule("train on Fargate Spot, which may interrupt; what is resumed runs on demand"), default=True
    )
    threshold: float = setting(Rule("accuracy above which a model is registered", minimum=0, maximum=1), default=0.9)
    maximum_hours: int = setting(Rule("hours that training may take", minimum=1, maximum=24), default=8)
    schedule: str | None = setting(
        Rule(
            "when training starts by itself, in UTC; unset: never",
            pattern=r"(cron|rate)\(.+\)",
            hint="a schedule such as cron(0 3 ? * SUN *)",
        ),
        default=None,
    )


@dataclass(frozen=True)
class MlflowSettings:
    """The model registry: MLflow on Fargate, its database and its files."""

    image_tag: str = setting(IMAGE_TAG, default="1")
    spot: bool = setting(Rule("serve from Fargate Spot, which may interrupt single tasks"), default=False)
    tasks: int = setting(Rule("least number of server tasks", minimum=1, maximum=10), default=2)
    maximum_tasks: int = setting(Rule("most server tasks under load", minimum=1, maximum=20), default=4)
    database_class: str = setting(
        Rule(
            "instance class of the database", pattern=r"db\.[a-z0-9]+\.[a-z0-9]+", hint="a class such as db.t4g.micro"
        ),
        default="db.t4g.micro",
    )
    database_gigabytes: int = setting(Rule("storage of the database at first", minimum=20, maximum=1000), default=20)
    multi_zone: bool = setting(Rule("keep a standby of the database in a second zone"), default=False)
    backup_days: int = setting(Rule("days that backups of the database are kept", minimum=1, maximum=35), default=7)
    password_rotation_days: int | None = setting(
        Rule("days after which the database's password changes; unset: 7, as RDS has it", minimum=1, maximum=1000),
        default=None,
    )
    deletion_protection: bool = setting(
        Rule("refuse to delete the database and the load balancer, and keep a last snapshot"), default=True
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
    training: TrainingSettings
    mlflow: MlflowSettings
    monitoring: MonitoringSettings
