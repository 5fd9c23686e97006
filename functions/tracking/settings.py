"""What the container is told by its environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

PORT = 5000
# MLflow answers only requests that name one of these hosts, which keeps pages on the Internet from calling it through
# a visitor's browser: the load balancer's names, and addresses of private networks.
HOSTS = ("localhost", "127.*", "10.*", "172.*", "192.168.*", "*.elb.amazonaws.com")


class ConfigurationError(Exception):
    """The container's environment lacks a variable."""


@dataclass(frozen=True)
class Settings:
    """Settings of the tracking server.

    Attributes:
        database_host, database_port, database_name: where its tables are.
        secret_arn: the secret with the database's user and password.
        artifacts_bucket: where runs' files go.
        listen_address: IP address to listen on.
        allowed_hosts: hosts that requests may name.
        page_origin: where browsers open its page, which may then change things; None: only on this machine.
    """

    database_host: str
    database_port: int
    database_name: str
    secret_arn: str
    artifacts_bucket: str
    listen_address: str
    allowed_hosts: tuple[str, ...]
    page_origin: str | None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Reads DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_SECRET_ARN and ARTIFACTS_BUCKET; LISTEN_ADDRESS
        (all addresses), ALLOWED_HOSTS (comma-separated) and PAGE_ORIGIN are optional.

        Raises:
            ConfigurationError: a variable is missing.
        """
        names = ("DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_SECRET_ARN", "ARTIFACTS_BUCKET")
        missing = [name for name in names if not environment.get(name)]
        if missing:
            raise ConfigurationError(f"set {', '.join(missing)} in the container's environment")
        host, port, name, secret, bucket = (environment[name] for name in names)
        hosts = tuple(part.strip() for part in environment.get("ALLOWED_HOSTS", "").split(",") if part.strip())
        return cls(
            database_host=host,
            database_port=int(port),
            database_name=name,
            secret_arn=secret,
            artifacts_bucket=bucket,
            listen_address=environment.get("LISTEN_ADDRESS", "0.0.0.0"),  # noqa: S104 - the container's own network
            allowed_hosts=hosts or HOSTS,
            page_origin=environment.get("PAGE_ORIGIN", "").lower() or None,  # as browsers write it
        )
