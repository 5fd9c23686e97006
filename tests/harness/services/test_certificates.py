from __future__ import annotations

import datetime
import os
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from harness.services.certificates import Certificates, ensure_certificates

MONTH = 29 * 86400  # seconds


def handshake(files: Certificates, name: str) -> None:
    """Connects to a server with these certificates under a host name; raises when the client does not trust it."""
    server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_context.load_cert_chain(files.certificate, files.private_key)
    client_end, server_end = socket.socketpair()
    client_end.settimeout(10)

    def serve() -> None:
        try:
            server_context.wrap_socket(server_end, server_side=True).close()
        except OSError:
            server_end.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        context = ssl.create_default_context(cafile=str(files.authorities))
        context.wrap_socket(client_end, server_hostname=name).close()
    finally:
        client_end.close()
        thread.join()


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_clients_that_trust_the_bundle_trust_local_servers(tmp_path: Path, name: str) -> None:
    handshake(ensure_certificates(tmp_path), name)


def test_the_bundle_keeps_the_authorities_of_the_system(tmp_path: Path) -> None:
    trusted = ssl.create_default_context(cafile=str(ensure_certificates(tmp_path).authorities)).get_ca_certs()
    assert len(trusted) > 1


def test_certificates_are_made_once(tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in vars(ensure_certificates(tmp_path)).values()}
    assert {path: path.read_bytes() for path in vars(ensure_certificates(tmp_path)).values()} == before


def test_a_certificate_that_expires_soon_is_renewed_by_the_same_authority(tmp_path: Path) -> None:
    files = ensure_certificates(tmp_path)
    old, authority = files.certificate.read_bytes(), (tmp_path / "authority.pem").read_bytes()
    expiry = x509.load_pem_x509_certificate(old).not_valid_after_utc.timestamp()
    made = files.certificate.stat().st_mtime - (expiry - time.time() - MONTH)
    os.utime(files.certificate, (made, made))  # as if so much time had gone by that a month is left
    ensure_certificates(tmp_path)
    assert files.certificate.read_bytes() != old
    assert (tmp_path / "authority.pem").read_bytes() == authority
    handshake(files, "localhost")


def test_private_keys_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    ensure_certificates(tmp_path)
    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("*.key")} == {0o600}


def test_the_authority_cannot_vouch_for_other_names(tmp_path: Path) -> None:
    files = ensure_certificates(tmp_path)
    authority = x509.load_pem_x509_certificate((tmp_path / "authority.pem").read_bytes())
    authority_key = serialization.load_pem_private_key((tmp_path / "authority.key").read_bytes(), None)
    server_key = serialization.load_pem_private_key(files.private_key.read_bytes(), None)
    assert isinstance(authority_key, ec.EllipticCurvePrivateKey)
    assert isinstance(server_key, ec.EllipticCurvePrivateKey)
    now = datetime.datetime.now(datetime.UTC)
    forged = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([]))
        .issuer_name(authority.subject)
        .public_key(server_key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("example.org")]), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    files.certificate.write_bytes(forged.public_bytes(serialization.Encoding.PEM))
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        handshake(files, "example.org")
