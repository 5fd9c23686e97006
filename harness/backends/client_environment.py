"""The environment variables that lead AWS clients to a local endpoint."""

from __future__ import annotations

from pathlib import Path

from harness.settings import LOCAL_REGION, Settings


def client_environment(settings: Settings, authorities: Path) -> dict[str, str]:
    """Variables for clients, the program and the plugins.

    The credentials are the ones that emulators accept for account 000000000000; they open nothing else.

    Args:
        settings: where the endpoint is.
        authorities: certificates to trust, the local authority's among them.
    """
    return {
        "AWS_ENDPOINT_URL": settings.endpoint,
        "AWS_REGION": LOCAL_REGION,
        "AWS_DEFAULT_REGION": LOCAL_REGION,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EC2_METADATA_DISABLED": "true",
        "SSL_CERT_FILE": str(authorities),
    }
