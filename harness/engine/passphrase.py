"""Seals secrets with a passphrase, in the format of the Pulumi CLI's passphrase secrets provider.

AES-256-GCM under a key from PBKDF2-HMAC-SHA256 with 1,000,000 rounds over an 8-byte salt. The salt is stored as
`v1:SALT:v1:NONCE:CIPHERTEXT`, where the ciphertext of the word `pulumi` tells a wrong passphrase.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import os
import threading

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from harness.engine.errors import EngineError

_ROUNDS = 1_000_000
_CHECK = "pulumi"


class Sealer:
    """Seals and opens strings under one passphrase and one salt. The key is derived once, when it is first needed.

    Args:
        passphrase: the stack's passphrase.
        salt: the stored salt line; None for a new salt.
    """

    def __init__(self, passphrase: str, salt: str | None = None) -> None:
        self._passphrase = passphrase
        self._salt_line = salt
        self._cipher: AESGCM | None = None
        self._lock = threading.Lock()

    @property
    def known_salt(self) -> str | None:
        """The stored salt line; None before a new salt was made."""
        return self._salt_line

    @property
    def salt(self) -> str:
        """The salt line to store."""
        if self._salt_line is None:
            self._derived()
        assert self._salt_line is not None
        return self._salt_line

    def seal(self, text: str) -> str:
        """The sealed text; sealing twice gives two different strings."""
        return _encrypt(self._derived(), text)

    def open(self, sealed: str) -> str:
        """The text that was sealed.

        Raises:
            EngineError: the passphrase is wrong, or the text was sealed with another salt.
        """
        return _decrypt(self._derived(), sealed)

    def _derived(self) -> AESGCM:
        with self._lock:
            if self._cipher is None:
                self._cipher = self._derive()
            return self._cipher

    def _derive(self) -> AESGCM:
        known = self._salt_line
        salt = base64.b64decode(known.split(":")[1]) if known else os.urandom(8)
        cipher = AESGCM(_key(self._passphrase, salt))
        if known:
            _decrypt(cipher, known.split(":", 2)[2])
        else:
            self._salt_line = f"v1:{base64.b64encode(salt).decode()}:{_encrypt(cipher, _CHECK)}"
        return cipher


@functools.lru_cache(
    maxsize=8
)  # deriving takes a good part of a second, and a command opens the same state several times
def _key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", passphrase.encode(), salt, _ROUNDS, 32)


def _encrypt(cipher: AESGCM, text: str) -> str:
    nonce = os.urandom(12)
    sealed = cipher.encrypt(nonce, text.encode(), None)
    return f"v1:{base64.b64encode(nonce).decode()}:{base64.b64encode(sealed).decode()}"


def _decrypt(cipher: AESGCM, sealed: str) -> str:
    try:
        version, nonce, text = sealed.split(":")
        if version != "v1":
            raise EngineError(f"a secret is sealed in an unknown format, {version!r}")
        return cipher.decrypt(base64.b64decode(nonce), base64.b64decode(text), None).decode()
    except InvalidTag:
        raise EngineError(
            "incorrect passphrase: the stack's secrets were sealed with another one (PULUMI_CONFIG_PASSPHRASE)"
        ) from None
    except ValueError:
        raise EngineError("a secret is not in the form v1:NONCE:CIPHERTEXT") from None
