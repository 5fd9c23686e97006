"""Calls back into the program: transforms of resources and invokes, and resource hooks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

import grpc
from google.protobuf.message import Message as ProtobufMessage
from pulumi.runtime.proto import callback_pb2, callback_pb2_grpc, resource_pb2

from harness.engine.errors import ResourceError
from harness.engine.plugins import CHANNEL_OPTIONS
from harness.engine.properties import to_struct
from harness.engine.resource import Resource
from harness.engine.rpc_errors import called

Answer = TypeVar("Answer", bound=ProtobufMessage)


class Callbacks:
    """The callbacks that the program has registered, and the connections to call them."""

    def __init__(self) -> None:
        self.stack_transforms: list[callback_pb2.Callback] = []
        self.invoke_transforms: list[callback_pb2.Callback] = []
        self._hooks: dict[str, resource_pb2.RegisterResourceHookRequest] = {}
        self._error_hooks: dict[str, resource_pb2.RegisterErrorHookRequest] = {}
        self._channels: dict[str, grpc.Channel] = {}
        self._lock = threading.Lock()

    def add_hook(self, hook: resource_pb2.RegisterResourceHookRequest) -> None:
        """Remembers a hook by its name.

        Raises:
            ResourceError: there is one of that name already.
        """
        if hook.name in self._hooks:
            raise ResourceError(f"a resource hook named {hook.name!r} is registered already")
        self._hooks[hook.name] = hook

    def add_error_hook(self, hook: resource_pb2.RegisterErrorHookRequest) -> None:
        """Remembers an error hook by its name.

        Raises:
            ResourceError: there is one of that name already.
        """
        if hook.name in self._error_hooks:
            raise ResourceError(f"an error hook named {hook.name!r} is registered already")
        self._error_hooks[hook.name] = hook

    def call(self, callback: callback_pb2.Callback, message: ProtobufMessage, answer: Answer) -> Answer:
        """Sends a message to a callback and fills in its answer.

        Raises:
            ResourceError: the callback raised.
        """
        request = callback_pb2.CallbackInvokeRequest(token=callback.token, request=message.SerializeToString())
        stub = callback_pb2_grpc.CallbacksStub(self._channel(callback.target))
        answer.ParseFromString(called(lambda: stub.Invoke(request)).response)
        return answer

    def run_hooks(
        self,
        moment: str,
        resource: Resource,
        new: Resource | None,
        old: Resource | None,
        *,
        preview: bool,
        warn: Callable[[str, str], None],
    ) -> None:
        """Runs a resource's hooks of one moment. A failing hook before an operation fails it; one after it only warns.

        Raises:
            ResourceError: a hook failed, or the program did not register it.
        """
        for name in resource.hooks.get(moment, ()):
            hook = self._hooks.get(name)
            if hook is None:
                raise ResourceError(
                    f"the resource hook {name!r} ({moment}) is not registered: hooks run only while the program"
                    " does, so remove the resource from the program and run `up`"
                )
            if preview and not hook.on_dry_run:
                continue
            error = self._run_hook(hook, resource, new, old)
            if error and moment.startswith("Before") and not hook.ignore_errors:
                raise ResourceError(f"{moment} hook {name!r} failed: {error}")
            if error:
                warn(f"{moment} hook {name!r} failed: {error}", resource.urn)

    def wants_retry(
        self, operation: str, resource: Resource, new: Resource | None, old: Resource | None, errors: list[str]
    ) -> bool:
        """Asks a resource's error hooks whether to try a failed operation again.

        Args:
            operation: `create`, `update` or `delete`.
            errors: of every attempt so far, the latest first.

        Raises:
            ResourceError: a hook failed.
        """
        hooks = [self._error_hooks[name] for name in resource.hooks.get("OnError", ()) if name in self._error_hooks]
        if not hooks:
            return False
        message = resource_pb2.ErrorHookRequest(**_identity(resource), failed_operation=operation, errors=errors)
        if new is not None:
            message.new_inputs.CopyFrom(to_struct(new.inputs))
        if old is not None:
            message.old_inputs.CopyFrom(to_struct(old.inputs))
            message.old_outputs.CopyFrom(to_struct(old.outputs))
        answers = [self.call(hook.callback, message, resource_pb2.ErrorHookResponse()) for hook in hooks]
        failures = [answer.error for answer in answers if answer.error]
        if failures:
            raise ResourceError(f"{errors[0]}; its error hook failed: {'; '.join(failures)}")
        return any(answer.retry for answer in answers)

    def close(self) -> None:
        for channel in self._channels.values():
            channel.close()

    def _run_hook(
        self,
        hook: resource_pb2.RegisterResourceHookRequest,
        resource: Resource,
        new: Resource | None,
        old: Resource | None,
    ) -> str:
        message = resource_pb2.ResourceHookRequest(**_identity(resource))
        for prefix, each in (("new", new), ("old", old)):
            if each is not None:
                getattr(message, f"{prefix}_inputs").CopyFrom(to_struct(each.inputs))
                getattr(message, f"{prefix}_outputs").CopyFrom(to_struct(each.outputs))
        try:
            return self.call(hook.callback, message, resource_pb2.ResourceHookResponse()).error
        except ResourceError as error:
            return str(error)

    def _channel(self, target: str) -> grpc.Channel:
        with self._lock:
            if target not in self._channels:
                self._channels[target] = grpc.insecure_channel(target, options=CHANNEL_OPTIONS)
            return self._channels[target]


def _identity(resource: Resource) -> dict[str, Any]:
    return {"urn": resource.urn, "id": resource.identifier, "name": resource.name, "type": resource.type}
