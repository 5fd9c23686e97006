"""ElastiCache Serverless: the operations on caches and their tags, each cache a redis-server of its own.

https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/Welcome.html
"""

from __future__ import annotations

import datetime
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ai_pipeline_emulator.redis_server import HOST, RedisServer
from ai_pipeline_emulator.settings import PluginSettings

Request = dict[str, Any]
Handler = Callable[[Any, Request], Any]
Key = tuple[str, str, str]  # account, region, name

ENGINE_VERSIONS = {("redis", "7"): "7.1", ("valkey", "7"): "7.2", ("valkey", "8"): "8.1"}
DEFAULT_VERSIONS = {"redis": "7", "valkey": "8"}
NAME = re.compile(r"[a-z](?:[a-z0-9]|-(?!-)){0,38}[a-z0-9]|[a-z]")
CHANGEABLE = ("Description", "CacheUsageLimits", "SecurityGroupIds", "UserGroupId", "DailySnapshotTime")


@dataclass
class Cache:
    """One serverless cache: what AWS says about it, its server, its tags."""

    description: dict[str, Any]
    server: RedisServer | None = None
    tags: dict[str, str] = field(default_factory=dict)


class ServerlessCaches:
    """All caches of the emulator.

    Args:
        settings: for the servers.
        error: the emulator's exception for AWS errors, called with code, message and HTTP status.
    """

    def __init__(self, settings: PluginSettings, error: Callable[..., Exception]) -> None:
        self._settings = settings
        self._error = error
        self._caches: dict[Key, Cache] = {}
        self._lock = threading.RLock()

    def create(self, context: Any, request: Request) -> dict[str, Any]:
        """Answers with status `creating`; the server comes up beside it, then the status is `available`."""
        name = request["ServerlessCacheName"].lower()
        if not NAME.fullmatch(name):
            raise self._error(
                "InvalidParameterValue",
                f"The parameter ServerlessCacheName must start with a letter, hold letters, digits and single hyphens, "
                f"not end with a hyphen and be at most 40 characters long; it is {name!r}",
            )
        version = self._engine_version(request)
        key = (context.account_id, context.region, name)
        with self._lock:
            if key in self._caches:
                message = f"Serverless cache with name '{name}' already exists"
                raise self._error("ServerlessCacheAlreadyExistsFault", message)
            cache = self._caches[key] = Cache(_description(key, request, version))
            cache.tags.update(_tags(request.get("Tags")))
        threading.Thread(target=self._bring_up, args=(key, cache), daemon=True).start()
        return {"ServerlessCache": dict(cache.description)}

    def describe(self, context: Any, request: Request) -> dict[str, Any]:
        if name := request.get("ServerlessCacheName"):
            return {"ServerlessCaches": [dict(self._find(context, name).description)]}
        with self._lock:
            here = (context.account_id, context.region)
            return {"ServerlessCaches": [dict(c.description) for key, c in self._caches.items() if key[:2] == here]}

    def modify(self, context: Any, request: Request) -> dict[str, Any]:
        cache = self._find(context, request["ServerlessCacheName"])
        self._require_available(cache)
        cache.description |= {name: request[name] for name in CHANGEABLE if name in request}
        if cache.server and "CacheUsageLimits" in request:
            cache.server.limit(_gigabytes(request))
        return {"ServerlessCache": dict(cache.description)}

    def delete(self, context: Any, request: Request) -> dict[str, Any]:
        """Answers with status `deleting`; the cache is gone with the answer."""
        cache = self._find(context, request["ServerlessCacheName"])
        self._require_available(cache)
        with self._lock:
            self._caches.pop((context.account_id, context.region, cache.description["ServerlessCacheName"]))
        if cache.server:
            cache.server.stop()
        return {"ServerlessCache": cache.description | {"Status": "deleting"}}

    def stop_all(self) -> None:
        """Ends all servers; for when the emulator stops."""
        with self._lock:
            for cache in self._caches.values():
                if cache.server:
                    cache.server.stop()
            self._caches.clear()

    def list_tags(self, context: Any, request: Request) -> dict[str, Any]:
        return _tag_list(self._by_arn(request))

    def add_tags(self, context: Any, request: Request) -> dict[str, Any]:
        cache = self._by_arn(request)
        cache.tags.update(_tags(request["Tags"]))
        return _tag_list(cache)

    def remove_tags(self, context: Any, request: Request) -> dict[str, Any]:
        cache = self._by_arn(request)
        for name in request["TagKeys"]:
            cache.tags.pop(name, None)
        return _tag_list(cache)

    def _bring_up(self, key: Key, cache: Cache) -> None:
        try:
            folder = self._settings.data / "caches" / "-".join(key)
            cache.server = RedisServer(folder, self._settings, _gigabytes(cache.description))
            endpoint = {"Address": HOST, "Port": cache.server.port}
            cache.description |= {"Endpoint": endpoint, "ReaderEndpoint": endpoint, "Status": "available"}
        except (RuntimeError, OSError) as error:
            cache.description |= {"Status": "create-failed", "Description": str(error)}

    def _find(self, context: Any, name: str) -> Cache:
        with self._lock:
            cache = self._caches.get((context.account_id, context.region, name.lower()))
        if cache is None:
            raise self._not_found(name)
        return cache

    def _by_arn(self, request: Request) -> Cache:
        arn = request["ResourceName"]
        with self._lock:
            for cache in self._caches.values():
                if cache.description["ARN"] == arn:
                    return cache
        raise self._not_found(arn.rpartition(":")[2])

    def _not_found(self, name: str) -> Exception:
        return self._error("ServerlessCacheNotFoundFault", f"Serverless cache '{name}' not found", 404)

    def _require_available(self, cache: Cache) -> None:
        if cache.description["Status"] not in ("available", "create-failed"):
            name, status = cache.description["ServerlessCacheName"], cache.description["Status"]
            message = f"Serverless cache '{name}' is {status}; wait until it is available"
            raise self._error("InvalidServerlessCacheStateFault", message)

    def _engine_version(self, request: Request) -> str:
        engine = request["Engine"].lower()
        major = request.get("MajorEngineVersion") or DEFAULT_VERSIONS.get(engine, "")
        if (engine, major) not in ENGINE_VERSIONS:
            known = ", ".join(f"{name} {version}" for name, version in ENGINE_VERSIONS)
            raise self._error("InvalidParameterValue", f"Engine {engine} {major} is not one of: {known}")
        return major


def service_parts(settings: PluginSettings, error: Callable[..., Exception], fallback: Handler) -> ServiceParts:
    """The handlers to put into the emulator's dispatch table, and the caches behind them.

    Args:
        settings: for the servers.
        error: the emulator's exception for AWS errors.
        fallback: handles the tags of resources that are not serverless caches.
    """
    caches = ServerlessCaches(settings, error)

    def for_caches(handler: Handler) -> Handler:
        def choose(context: Any, request: Request) -> Any:
            return (handler if ":serverlesscache:" in request["ResourceName"] else fallback)(context, request)

        return choose

    return ServiceParts(
        caches,
        {
            "CreateServerlessCache": caches.create,
            "DescribeServerlessCaches": caches.describe,
            "ModifyServerlessCache": caches.modify,
            "DeleteServerlessCache": caches.delete,
            "ListTagsForResource": for_caches(caches.list_tags),
            "AddTagsToResource": for_caches(caches.add_tags),
            "RemoveTagsFromResource": for_caches(caches.remove_tags),
        },
    )


@dataclass(frozen=True)
class ServiceParts:
    caches: ServerlessCaches
    handlers: dict[str, Handler]


def _description(key: Key, request: Request, major: str) -> dict[str, Any]:
    account, region, name = key
    engine = request["Engine"].lower()
    copied = ("CacheUsageLimits", "KmsKeyId", "SecurityGroupIds", "SubnetIds", "UserGroupId", "DailySnapshotTime")
    return {
        "ServerlessCacheName": name,
        "Description": request.get("Description", ""),
        "ARN": f"arn:aws:elasticache:{region}:{account}:serverlesscache:{name}",
        "Status": "creating",
        "CreateTime": datetime.datetime.now(datetime.UTC),
        "Engine": engine,
        "MajorEngineVersion": major,
        "FullEngineVersion": ENGINE_VERSIONS[engine, major],
        "SnapshotRetentionLimit": request.get("SnapshotRetentionLimit", 0),
        **{field: request[field] for field in copied if field in request},
    }


def _gigabytes(request: Request) -> int | None:
    storage = (request.get("CacheUsageLimits") or {}).get("DataStorage") or {}
    return storage.get("Maximum")


def _tags(tags: list[dict[str, str]] | None) -> dict[str, str]:
    return {tag["Key"]: tag.get("Value", "") for tag in tags or []}


def _tag_list(cache: Cache) -> dict[str, Any]:
    return {"TagList": [{"Key": key, "Value": value} for key, value in cache.tags.items()]}
