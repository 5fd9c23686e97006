"""Lets the program's transforms change a registration before the engine sees it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pulumi.runtime.proto import callback_pb2, resource_pb2

from harness.engine.callbacks import Callbacks

# Options with the same meaning in both messages: the registration's field, and the transform's.
_LISTS = {
    "dependencies": "depends_on",
    "ignoreChanges": "ignore_changes",
    "replaceOnChanges": "replace_on_changes",
    "additionalSecretOutputs": "additional_secret_outputs",
    "aliases": "aliases",
    "replace_with": "replace_with",
    "hideDiffs": "hide_diff",
}
_TEXTS = {"provider": "provider", "version": "version", "deletedWith": "deleted_with", "importId": "import"}
_CHOICES = {"protect": "protect", "retainOnDelete": "retain_on_delete"}
_MESSAGES = {"customTimeouts": "custom_timeouts", "hooks": "hooks", "replacement_trigger": "replacement_trigger"}


def apply(
    request: resource_pb2.RegisterResourceRequest, transforms: Iterable[callback_pb2.Callback], callbacks: Callbacks
) -> resource_pb2.RegisterResourceRequest:
    """The registration after every transform, in order.

    Raises:
        ResourceError: a transform raised.
    """
    for transform in transforms:
        answer = callbacks.call(transform, _question(request), resource_pb2.TransformResponse())
        request.object.CopyFrom(answer.properties)
        if answer.HasField("options"):
            _take_options(request, answer.options)
    return request


def apply_to_invoke(
    request: resource_pb2.ResourceInvokeRequest, callbacks: Callbacks
) -> resource_pb2.ResourceInvokeRequest:
    """The invoke after every invoke transform, in order."""
    for transform in callbacks.invoke_transforms:
        options = resource_pb2.TransformInvokeOptions(provider=request.provider, version=request.version)
        question = resource_pb2.TransformInvokeRequest(token=request.tok, args=request.args, options=options)
        answer = callbacks.call(transform, question, resource_pb2.TransformInvokeResponse())
        request.args.CopyFrom(answer.args)
        if answer.HasField("options"):
            request.provider = answer.options.provider
            request.version = answer.options.version
    return request


def _question(request: Any) -> resource_pb2.TransformRequest:
    options = resource_pb2.TransformResourceOptions(providers=request.providers)
    for ours, theirs in _LISTS.items():
        getattr(options, theirs).extend(getattr(request, ours))
    for ours, theirs in _TEXTS.items():
        setattr(options, theirs, getattr(request, ours))
    for ours, theirs in _CHOICES.items():
        if request.HasField(ours):
            setattr(options, theirs, getattr(request, ours))
    for ours, theirs in _MESSAGES.items():
        if request.HasField(ours):
            getattr(options, theirs).CopyFrom(getattr(request, ours))
    if request.deleteBeforeReplaceDefined:
        options.delete_before_replace = request.deleteBeforeReplace
    return resource_pb2.TransformRequest(
        type=request.type,
        name=request.name,
        custom=request.custom,
        parent=request.parent,
        properties=request.object,
        options=options,
    )


def _take_options(request: Any, options: Any) -> None:
    for ours, theirs in _LISTS.items():
        request.ClearField(ours)
        getattr(request, ours).extend(getattr(options, theirs))
    for ours, theirs in _TEXTS.items():
        setattr(request, ours, getattr(options, theirs))
    for ours, theirs in _CHOICES.items():
        request.ClearField(ours)
        if options.HasField(theirs):
            setattr(request, ours, getattr(options, theirs))
    for ours, theirs in _MESSAGES.items():
        request.ClearField(ours)
        if options.HasField(theirs):
            getattr(request, ours).CopyFrom(getattr(options, theirs))
    request.deleteBeforeReplaceDefined = options.HasField("delete_before_replace")
    request.deleteBeforeReplace = options.delete_before_replace
    request.ClearField("providers")
    request.providers.update(options.providers)
