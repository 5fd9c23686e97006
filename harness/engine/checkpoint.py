"""The checkpoint file of one stack: Pulumi's deployment format, version 3, with sealed secrets."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.engine.errors import EngineError
from harness.engine.passphrase import Sealer
from harness.engine.properties import SECRET, SIGNATURE, is_secret, secret, transform
from harness.engine.resource import Resource

_VERSION = 3
_ENGINE_VERSION = "harness-1"  # what the manifest names as the program that wrote it


@dataclass(frozen=True)
class PendingOperation:
    """An operation that was begun; if a checkpoint holds one, the process died before it could tell the outcome.

    Attributes:
        type: `creating`, `updating`, `deleting`, `reading` or `importing`, as Pulumi has them.
    """

    resource: Resource
    type: str


@dataclass(frozen=True)
class Snapshot:
    """What a checkpoint holds: resources in an order in which each follows what it depends on."""

    resources: tuple[Resource, ...] = ()
    pending: tuple[PendingOperation, ...] = ()


class CheckpointFile:
    """Reads and writes one stack's checkpoint.

    Args:
        path: the file; it need not exist.
        stack: the stack's full name, as Pulumi writes it: `organization/PROJECT/STACK`.
        passphrase: seals the secrets.
        salt: the salt line of the stack's configuration, taken for a checkpoint that has none yet.

    Attributes:
        deployment: what the file holds, secrets sealed.
    """

    def __init__(self, path: Path, stack: str, passphrase: str, salt: str | None = None) -> None:
        self.path = path
        self._stack = stack
        self._passphrase = passphrase
        self.deployment = _read(path)
        self.sealer = Sealer(passphrase, _salt(self.deployment) or salt)
        self._texts: dict[int, tuple[Resource, str]] = {}

    @property
    def exists(self) -> bool:
        return self.path.exists()

    def read(self) -> Snapshot:
        """The stored resources with their secrets opened.

        Raises:
            EngineError: the passphrase is wrong.
        """
        return Snapshot(
            tuple(self._resource(each) for each in self.deployment.get("resources") or ()),
            tuple(
                PendingOperation(self._resource(each["resource"]), each["type"])
                for each in self.deployment.get("pending_operations") or ()
            ),
        )

    def take(self, deployment: dict[str, Any]) -> Snapshot:
        """Makes this the deployment to be read, and returns what it holds; `write` stores it.

        Args:
            deployment: in the checkpoint's form, secrets in the clear or sealed with this stack's passphrase.

        Raises:
            EngineError: they were sealed with another passphrase.
        """
        self.sealer = Sealer(self._passphrase, _salt(deployment) or self.sealer.known_salt)
        self.deployment = transform(deployment, self._sealed)
        return self.read()

    def opened(self) -> dict[str, Any]:
        """The deployment with its secrets in the clear, as `pulumi stack export --show-secrets` has it.

        Raises:
            EngineError: the passphrase is wrong.
        """
        opened: dict[str, Any] = transform(self.deployment, self._shown)
        return opened

    def write(self, resources: Iterable[Resource], pending: Iterable[PendingOperation]) -> None:
        """Replaces the file as a whole: a reader, or a crash, sees the old checkpoint or the new one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_suffix(".json.new")
        temporary.write_text(self._text(resources, pending))
        temporary.chmod(0o600)
        temporary.replace(self.path)

    def _resource(self, document: dict[str, Any]) -> Resource:
        resource = Resource.from_json(transform(document, self._open))
        self._texts[id(resource)] = (resource, json.dumps(document))
        return resource

    def _open(self, node: Any) -> Any:
        if not is_secret(node) or "ciphertext" not in node:
            return node
        return secret(json.loads(self.sealer.open(node["ciphertext"])))

    def _shown(self, node: Any) -> Any:
        if not is_secret(node) or "ciphertext" not in node:
            return node
        return {SIGNATURE: SECRET, "plaintext": self.sealer.open(node["ciphertext"])}

    def _sealed(self, node: Any) -> Any:
        if not is_secret(node) or "plaintext" not in node:
            return node
        return {SIGNATURE: SECRET, "ciphertext": self.sealer.seal(node["plaintext"])}

    def _seal(self, value: Any) -> Any:
        """Outermost secrets only: what lies inside is sealed with them."""
        if is_secret(value):
            return {SIGNATURE: SECRET, "ciphertext": self.sealer.seal(json.dumps(value["value"]))}
        if isinstance(value, dict):
            return {key: self._seal(item) for key, item in value.items()}
        return [self._seal(item) for item in value] if isinstance(value, list) else value

    def _text(self, resources: Iterable[Resource], pending: Iterable[PendingOperation]) -> str:
        """The file's text. Resources are immutable, so each is sealed and written out once, not at every step."""
        texts = {id(each): (each, self._resource_text(each)) for each in resources}
        operations = [(self._resource_text(each.resource), each.type) for each in pending]
        self._texts = texts
        manifest = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "magic": hashlib.sha256(_ENGINE_VERSION.encode()).hexdigest(),
            "version": _ENGINE_VERSION,
        }
        providers = {"type": "passphrase", "state": {"salt": self.sealer.salt}}
        lines = ",\n".join(text for _, text in texts.values())
        waiting = ",\n".join(f'{{"resource": {text}, "type": {json.dumps(kind)}}}' for text, kind in operations)
        return (
            f'{{"version": {_VERSION}, "checkpoint": {{"stack": {json.dumps(self._stack)}, "latest": {{\n'
            f'"manifest": {json.dumps(manifest)},\n"secrets_providers": {json.dumps(providers)},\n'
            f'"resources": [\n{lines}\n],\n"pending_operations": [{waiting}],\n"metadata": {{}}}}}}}}\n'
        )

    def _resource_text(self, resource: Resource) -> str:
        known = self._texts.get(id(resource))
        return known[1] if known else json.dumps(self._seal(resource.to_json()))


def _salt(deployment: dict[str, Any]) -> str | None:
    """The salt line that a deployment's secrets were sealed with."""
    salt: str | None = ((deployment.get("secrets_providers") or {}).get("state") or {}).get("salt")
    return salt


def _read(path: Path) -> dict[str, Any]:
    """The deployment inside the file, empty if there is none."""
    if not path.exists():
        return {}
    try:
        document = json.loads(path.read_text())
    except ValueError as error:
        raise EngineError(f"the checkpoint {path} is not JSON: {error}") from None
    if document.get("version") != _VERSION:
        raise EngineError(f"the checkpoint {path} has version {document.get('version')!r}; only 3 is supported")
    return (document.get("checkpoint") or {}).get("latest") or {}
