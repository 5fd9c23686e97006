"""RDS's operations on PostgreSQL instances: Moto keeps the records, this runs the servers.

https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
"""

from __future__ import annotations

import json
import logging
import secrets
import string
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ai_pipeline_emulator.addresses import own_address
from ai_pipeline_emulator.cloud import Cloud, Handler, Request
from ai_pipeline_emulator.moto_records import backend
from ai_pipeline_emulator.rds.postgres import Login, PostgresError, PostgresServer
from ai_pipeline_emulator.settings import PluginSettings

LOG = logging.getLogger(__name__)

PASSWORD_LETTERS = string.ascii_letters + string.digits + "!#$%&()*+,-.;<=>?[]^_{|}~"
PASSWORD_LENGTH = 32
MANAGED = "rds!"  # how the names of secrets begin that RDS manages

Answer = dict[str, Any]
Key = tuple[str, str, str]  # account, region, identifier


@dataclass
class Instance:
    """One instance: its record in Moto, and its server once that runs."""

    record: Any
    address: str
    server: PostgresServer | None = None


class Instances:
    """All PostgreSQL instances of the emulator.

    Args:
        cloud: the emulator's services.
        settings: where programs, certificates and data are.
    """

    def __init__(self, cloud: Cloud, settings: PluginSettings) -> None:
        self._cloud = cloud
        self._settings = settings
        self._instances: dict[Key, Instance] = {}
        self._rotation = threading.Lock()
        _take_addresses_from_records()

    @property
    def handlers(self) -> dict[str, Handler]:
        """By operation."""
        return {
            "CreateDBInstance": self.create,
            "DeleteDBInstance": self.delete,
            "ModifyDBInstance": self.modify,
            "StopDBInstance": self.stop,
            "StartDBInstance": self.start,
            "RebootDBInstance": self.reboot,
        }

    def create(self, context: Any, request: Request) -> Answer:
        """Answers with status `creating`; the server comes up beside, then the status is `available`."""
        answer: Answer = self._cloud.moto(context, request)
        if request.get("Engine") != "postgres" or request.get("DBClusterIdentifier"):
            return answer  # other engines are records only
        key = _key(context, request)
        record = backend("rds", key[0], key[1]).databases[key[2]]
        instance = self._instances[key] = Instance(record, own_address())
        record.local_address = instance.address
        password = request.get("MasterUserPassword") or self._store_new_password(key, record)
        login = Login(record.master_username, password, record.db_name or "postgres")
        self._beside(instance, "creating", lambda: self._bring_up(key, instance, login))
        answer["DBInstance"]["DBInstanceStatus"] = "creating"
        return answer

    def delete(self, context: Any, request: Request) -> Answer:
        answer: Answer = self._cloud.moto(context, request)
        instance = self._instances.pop(_key(context, request), None)
        if instance and instance.server:
            instance.server.remove()
        return answer

    def modify(self, context: Any, request: Request) -> Answer:
        """Beside the record, changes the password, given or managed."""
        answer: Answer = self._cloud.moto(context, request)
        instance = self._instances.get(_key(context, request))
        password = request.get("MasterUserPassword")
        if instance and instance.server and password:
            instance.server.set_password(instance.record.master_username, password)
        return answer

    def stop(self, context: Any, request: Request) -> Answer:
        answer: Answer = self._cloud.moto(context, request)
        instance = self._instances.get(_key(context, request))
        if instance and instance.server:
            instance.server.stop()
        return answer

    def start(self, context: Any, request: Request) -> Answer:
        answer: Answer = self._cloud.moto(context, request)
        instance = self._instances.get(_key(context, request))
        if instance and instance.server:
            self._beside(instance, "starting", instance.server.start)
            answer["DBInstance"]["DBInstanceStatus"] = "starting"
        return answer

    def reboot(self, context: Any, request: Request) -> Answer:
        answer: Answer = self._cloud.moto(context, request)
        instance = self._instances.get(_key(context, request))
        if instance and instance.server:
            server = instance.server
            self._beside(instance, "rebooting", lambda: (server.stop(), server.start()))
        return answer

    def stop_all(self) -> None:
        """Ends all servers; for when the emulator stops."""
        for instance in self._instances.values():
            if instance.server:
                instance.server.remove()
        self._instances.clear()

    def rotate(self, records: Any, secret: Any, version: str | None) -> str | None:
        """Gives the user of a managed secret a new password, first in the database.

        Args:
            records: Moto's records of Secrets Manager.
            secret: the secret.
            version: id of the new version, or None for one of ours.

        Returns:
            What RotateSecret answers, or None for a secret that belongs to no instance of ours.
        """
        owned = (one for one in self._instances.values() if _secret_arn(one.record) == secret.arn)
        instance = next(owned, None)
        if instance is None or instance.server is None:
            return None
        with self._rotation:
            password, user = _new_password(), instance.record.master_username
            instance.server.set_password(user, password)
            version = version or str(uuid.uuid4())
            records.put_secret_value(
                secret_id=secret.arn,
                secret_string=json.dumps({"username": user, "password": password}),
                secret_binary=None,
                client_request_token=version,
                version_stages=["AWSCURRENT"],
            )
        return str(secret.to_short_dict(version_id=version))

    def _beside(self, instance: Instance, status: str, work: Callable[[], Any]) -> None:
        """Does something in the background, with a status meanwhile."""
        instance.record.status = status

        def do() -> None:
            try:
                work()
                instance.record.status = "available"
            except (PostgresError, OSError):
                LOG.exception("database %s", instance.record.db_instance_identifier)
                instance.record.status = "failed"

        threading.Thread(target=do, name="rds", daemon=True).start()

    def _bring_up(self, key: Key, instance: Instance, login: Login) -> None:
        folder = self._settings.data / "databases" / "-".join(key)
        server = PostgresServer(folder, self._settings, instance.address, int(instance.record.port))
        server.start()
        server.create(login)
        instance.server = server
        if key not in self._instances:  # deleted meanwhile
            server.remove()

    def _store_new_password(self, key: Key, record: Any) -> str:
        """Puts a password of our own into the secret that RDS manages, where Moto puts one that never changes."""
        password = _new_password()
        stored = backend("secretsmanager", key[0], key[1]).secrets[_secret_arn(record)]
        for version in stored.versions.values():
            version["secret_string"] = json.dumps({"username": record.master_username, "password": password})
        return password


def _secret_arn(record: Any) -> str | None:
    managed = getattr(record, "master_user_secret", None)
    return managed.secret_arn if managed else None


def _new_password() -> str:
    return "".join(secrets.choice(PASSWORD_LETTERS) for _ in range(PASSWORD_LENGTH))


def _key(context: Any, request: Request) -> Key:
    return context.account_id, context.region, request["DBInstanceIdentifier"].lower()


def _take_addresses_from_records() -> None:
    """Has Moto answer with the address that a record carries, where it carries one."""
    from moto.rds.models import DBInstance

    original = DBInstance.address.fget
    DBInstance.address = property(lambda record: getattr(record, "local_address", None) or original(record))
