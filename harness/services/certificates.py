"""TLS for local servers: a certificate for the loopback, issued by a certificate authority of this checkout."""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass
from pathlib import Path

RENEW_AFTER = 335 * 86400  # seconds; certificates are good for a year
SYSTEM_BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


@dataclass(frozen=True)
class Certificates:
    """Files in PEM.

    Attributes:
        certificate: of local servers, for `localhost` and `127.0.0.1`, with the authority's behind it.
        private_key: its key.
        authorities: whom clients trust: the system's authorities and ours.
    """

    certificate: Path
    private_key: Path
    authorities: Path


def ensure_certificates(folder: Path) -> Certificates:
    """Makes what is missing or about to expire in `folder`, and returns where things are.

    Every command asks, so that the age of the file counts: looking into it would load a large library each time.
    """
    files = Certificates(folder / "server.pem", folder / "server.key", folder / "authorities.pem")
    if not all(path.exists() for path in vars(files).values()) or _age(files.certificate) > RENEW_AFTER:
        from harness.services.authority import issue

        folder.mkdir(parents=True, exist_ok=True)
        authority = issue(folder, files.certificate, files.private_key)
        files.authorities.write_bytes(_system_authorities() + b"\n" + authority)
    return files


def _age(file: Path) -> float:
    return time.time() - file.stat().st_mtime


def _system_authorities() -> bytes:
    """The authorities that this machine trusts; without a bundle none, and only local servers are reachable."""
    for candidate in (ssl.get_default_verify_paths().cafile, *SYSTEM_BUNDLES):
        if candidate and Path(candidate).exists():
            return Path(candidate).read_bytes()
    return b""
