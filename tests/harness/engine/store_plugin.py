"""A provider plugin for tests: `store:index:Item` resources kept in a JSON file, with behaviours that a test scripts.

STORE_PATH names a folder: `items.json` holds what exists, `calls.log` every call in order, `behaviour.json` what a call
on an item's name (`*`: on every item) does beside its work, such as `{"web": {"create": "fail"}}`: `fail`, `slow` (half
a second), `partial` (created, but not initialized), `crash` (the plugin dies), `echo` (fails, repeating the item's
secret value), `partial echo` (both) or `adopt` (takes over an equal item that is there already).

An item's `fixed` input can only be replaced; `exclusive` can only be replaced, and the old item must go first.
"""

from __future__ import annotations

import json
import os
import threading
import time
from concurrent import futures
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import any_pb2, empty_pb2, json_format, struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc, status_pb2

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def plain(struct: struct_pb2.Struct) -> dict[str, Any]:
    return json_format.MessageToDict(struct)


def struct(values: dict[str, Any]) -> struct_pb2.Struct:
    return json_format.ParseDict(values, struct_pb2.Struct())


class Store:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = threading.Lock()

    def read(self) -> dict[str, Any]:
        path = self.folder / "items.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def write(self, items: dict[str, Any]) -> None:
        temporary = self.folder / "items.new"
        temporary.write_text(json.dumps(items, indent=1))
        temporary.replace(self.folder / "items.json")

    def log(self, call: str, name: str) -> None:
        with (self.folder / "calls.log").open("a") as file:
            file.write(f"{call} {name}\n")

    def behaviour(self, call: str, name: str) -> str:
        path = self.folder / "behaviour.json"
        behaviours = json.loads(path.read_text()) if path.exists() else {}
        return {**behaviours.get("*", {}), **behaviours.get(name, {})}.get(call, "")


class StoreProvider(provider_pb2_grpc.ResourceProviderServicer):
    def __init__(self, store: Store) -> None:
        self.store = store
        self.configuration: dict[str, Any] = {}

    def begin(self, call: str, request: Any, context: grpc.ServicerContext) -> str:
        name = request.urn.split("::", 3)[3]
        with self.store.lock:
            self.store.log(call, f"{name} within {request.timeout:g} s" if request.timeout else name)
        behaviour = self.store.behaviour(call, name)
        if behaviour == "crash":
            os._exit(3)
        if behaviour == "slow":
            time.sleep(0.5)
        if behaviour == "fail":
            context.abort(grpc.StatusCode.UNKNOWN, f"the store refused to {call} {name}")
        return behaviour

    def CheckConfig(self, request: Any, context: Any) -> Any:
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request: Any, context: Any) -> Any:
        moved = plain(request.old_inputs).get("place") != plain(request.news).get("place")
        return provider_pb2.DiffResponse(replaces=["place"] if moved else [])

    def Configure(self, request: Any, context: Any) -> Any:
        self.configuration = plain(request.args)
        with self.store.lock:
            self.store.log("configure", json.dumps(dict(request.variables), sort_keys=True))
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def Check(self, request: Any, context: Any) -> Any:
        inputs, olds = plain(request.news), plain(request.olds)
        if inputs.get("value") == "forbidden":
            failure = provider_pb2.CheckFailure(property="value", reason="must not be 'forbidden'")
            return provider_pb2.CheckResponse(failures=[failure])
        if "label" not in inputs:
            inputs["label"] = olds.get("label") or f"{request.name}-{request.randomSeed.hex()[:7]}"
        return provider_pb2.CheckResponse(inputs=struct(inputs))

    def Diff(self, request: Any, context: Any) -> Any:
        olds, news = plain(request.old_inputs), plain(request.news)
        ignored = set(request.ignoreChanges)
        keys = [key for key in {**olds, **news} if olds.get(key) != news.get(key) and key not in ignored]
        replaces = [key for key in keys if key in ("fixed", "exclusive", "label")]
        kinds = provider_pb2.PropertyDiff
        return provider_pb2.DiffResponse(
            changes=provider_pb2.DiffResponse.DIFF_SOME if keys else provider_pb2.DiffResponse.DIFF_NONE,
            diffs=keys,
            replaces=replaces,
            deleteBeforeReplace="exclusive" in replaces,
            hasDetailedDiff=True,
            detailedDiff={
                key: kinds(kind=kinds.UPDATE_REPLACE if key in replaces else kinds.UPDATE, inputDiff=True)
                for key in keys
            },
        )

    def Create(self, request: Any, context: Any) -> Any:
        inputs = plain(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(properties=struct({**inputs, "address": UNKNOWN}))
        behaviour = self.begin("create", request, context)
        if behaviour == "echo":
            context.abort(grpc.StatusCode.UNKNOWN, f"cannot take {inputs['value']['value']}")
        with self.store.lock:
            items = self.store.read()
            existing = items.get(inputs["label"])
            if behaviour == "adopt" and existing == inputs:
                self.store.log("adopt", request.urn.split("::", 3)[3])
            elif existing is not None:
                context.abort(grpc.StatusCode.ALREADY_EXISTS, f"there is an item {inputs['label']} already")
            self.store.write({**items, inputs["label"]: inputs})
        outputs = struct({**inputs, "address": f"store://{inputs['label']}"})
        if behaviour.startswith("partial"):
            told = f" with {inputs['value']['value']}" if behaviour.endswith("echo") else ""
            self.fail_partially(request, inputs["label"], outputs, f"it did not start{told}", context)
        return provider_pb2.CreateResponse(id=inputs["label"], properties=outputs)

    def fail_partially(self, request: Any, identifier: str, outputs: Any, reason: str, context: Any) -> None:
        details = any_pb2.Any()
        details.Pack(
            provider_pb2.ErrorResourceInitFailed(
                id=identifier, properties=outputs, inputs=request.properties, reasons=[reason]
            )
        )
        status = status_pb2.Status(code=2, message="not initialized", details=[details])
        context.set_trailing_metadata([("grpc-status-details-bin", status.SerializeToString())])
        context.abort(grpc.StatusCode.UNKNOWN, "not initialized")

    def Read(self, request: Any, context: Any) -> Any:
        self.begin("read", request, context)
        inputs = self.store.read().get(request.id)
        if inputs is None:
            return provider_pb2.ReadResponse()
        outputs = {**inputs, "address": f"store://{request.id}"}
        return provider_pb2.ReadResponse(id=request.id, inputs=struct(inputs), properties=struct(outputs))

    def Update(self, request: Any, context: Any) -> Any:
        inputs = plain(request.news)
        if not request.preview:
            self.begin("update", request, context)
            with self.store.lock:
                self.store.write({**self.store.read(), request.id: inputs})
        return provider_pb2.UpdateResponse(properties=struct({**inputs, "address": f"store://{request.id}"}))

    def Delete(self, request: Any, context: Any) -> Any:
        self.begin("delete", request, context)
        with self.store.lock:
            items = self.store.read()
            items.pop(request.id, None)
            self.store.write(items)
        return empty_pb2.Empty()

    def Invoke(self, request: Any, context: Any) -> Any:
        arguments = plain(request.args)
        if request.tok == "store:index:describe":
            return provider_pb2.InvokeResponse(
                **{"return": struct({"text": f"{arguments['label']} at {self.configuration.get('place', 'home')}"})}
            )
        failure = provider_pb2.CheckFailure(property="", reason=f"no function {request.tok}")
        return provider_pb2.InvokeResponse(failures=[failure])


def serve(folder: Path) -> tuple[grpc.Server, int]:
    """Starts the provider over a folder in this process; returns its server and port."""
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=32))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(StoreProvider(Store(folder)), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


def main() -> None:
    server, port = serve(Path(os.environ["STORE_PATH"]))
    print(port, flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
