"""The vocabulary of a resource type's row: which calls make, read, change and drop it, and which names differ.

Templates are texts with `{…}` fields filled from the resource's inputs and outputs, `{id}`, `{region}`, `{account}` and
`{endpoint}`. Paths are those of `paths`. docs/provider.md explains how a row is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from .values import Properties

Template = str
Key = Mapping[str, Any]  # request member -> template, `IfGiven`, or a list of one template


class IfGiven(str):
    """A template that may stay unfilled: the member is then left out of the request."""


class Caller(Protocol):
    """What a hook may use: the resource's inputs, what is known of it, and calls to its service."""

    inputs: Properties
    scope: Properties

    def call(self, operation: str, **members: Any) -> Any:
        """Calls an operation of the row's service and returns its answer."""


Hook = Callable[[Caller], None]
Change = Callable[
    [Caller, Properties], None
]  # brings the setting from the old inputs (empty on create) to the wanted ones
Derivation = Callable[[Mapping[str, Any]], Any]  # scope -> value
Prepare = Callable[[dict[str, Any], Mapping[str, Any]], dict[str, Any]]  # request and scope -> request


@dataclass(frozen=True)
class Call:
    """One operation of the service.

    Attributes:
        operation: botocore's name of it, such as "CreateVpc".
        names: property path -> member path where they differ, on top of the row's names.
        fixed: members that are always sent.
        key: the members that name the resource; None takes the row's key, as far as the operation has these members.
    """

    operation: str
    names: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    key: Key | None = None


@dataclass(frozen=True)
class Setting:
    """Properties that have a call of their own beside the main create and update.

    Attributes:
        properties: the inputs that the call carries; it runs when one of them is given (create) or changed (update).
        call: sets them: a `Call`, or a function for what takes more than one (see `Change`).
        remove: takes the setting away when none of the properties is given any more; None runs `call` with the
            `reset` values.
        reset: what `call` sends for a property that is no longer given.
    """

    properties: tuple[str, ...]
    call: Call | Change
    remove: Call | None = None
    reset: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Read:
    """One call that describes the resource.

    Attributes:
        operation: botocore's name of it.
        root: path of the description in the answer. Nothing there means that the resource is gone.
        find: where the root is a list, member path -> template that the right element has.
        names: property path -> member path in the description where they differ, on top of the row's names.
        outputs: property -> path in the description; a list of one path makes a list of one.
        only: the inputs compared with AWS by this read; None compares all that the description has a member for.
        fixed, key: as in `Call`.
        absent: error codes that mean that the described setting is not set (the resource itself may well exist).
        needs: path in the description without which the resource is gone, although AWS answers.
        optional: nothing at the root is no sign that the resource is gone.
    """

    operation: str
    root: str = ""
    find: Mapping[str, Template] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str | list[str]] = field(default_factory=dict)
    only: tuple[str, ...] | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    key: Key | None = None
    absent: tuple[str, ...] = ()
    needs: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Tagging:
    """How a service tags: operations, the member that names the resource, and the members that hold tags and tag keys.

    Attributes:
        add, remove: operations; `remove` None means that `add` sets the whole set. `add` may be the row's update call,
            which then always carries the tags.
        key: members naming the resource in both.
        tags: member path of the tags in `add`, and of the same in the create call unless `create` says otherwise.
        keys: member path of the keys in `remove`.
        create: member path of the tags in the create call; "" tags by `add` after creation.
        beside: further member paths of the create call that go with tags.
        read: the call that answers with the tags; None where a read of the row does.
        found: path of the tags in that answer, or in the description of the row's first read.
    """

    add: str
    remove: str | None
    key: Key
    tags: str = "Tags"
    keys: str = "TagKeys"
    create: str = "Tags"
    beside: Mapping[str, str] = field(default_factory=dict)
    read: Read | None = None
    found: str = "Tags"


@dataclass(frozen=True)
class Wait:
    """When a call's effect has arrived: each path of the first read's description has one of the values.

    Attributes:
        ready: path -> values that mean done.
        failed: path -> values that mean that it will never be.
        reason: path of AWS's explanation.
        seconds: how long to wait.
    """

    ready: Mapping[str, tuple[str, ...]]
    failed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""
    seconds: float = 300


@dataclass(frozen=True)
class Completion:
    """How a create call that only starts the work becomes known.

    Attributes:
        read: describes the work; its outputs are answers of the create call.
        wait: when the work is done.
    """

    read: Read
    wait: Wait


@dataclass(frozen=True)
class ErrorPattern:
    """Errors of AWS with a code; `message` is part of their text."""

    code: str
    message: str = ""


@dataclass(frozen=True)
class Codec:
    """A property whose form differs from AWS's in more than names. Both directions are pure and work on properties."""

    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]


@dataclass(frozen=True)
class Row:
    """One resource type.

    Attributes:
        type: its Pulumi token.
        service: botocore's name of the service.
        create: the call that makes it. Inputs without a member there belong to `settings`, `tagging`, `prepared` or
            `local`, or are errors.
        id: template of the resource's id over inputs, and over what `answers` took from the create call.
        key: the members that name the resource in the other calls.
        reads: the calls that describe it, the main one first; empty where AWS cannot say.
        update: changes it; None where only settings (or nothing) can change.
        delete: drops it; None where dropping means nothing.
        settings: see `Setting`.
        names: property path -> member path where they differ, in all calls.
        answers: output -> path in the create call's answer.
        completion: where the create call only starts the work, and what follows from its end belongs to the answers.
        derived: output -> template, or a function of what is known where a template cannot say it.
        defaults: inputs that apply when the program gives none.
        autoname: the input that gets the resource's name and a random suffix when the program gives none.
        identity: inputs which together name the resource physically: where a replacement keeps them, the old one goes
            first.
        replace: inputs, or parts of them (`dnsConfig.routingPolicy`), whose change needs a new resource, besides those
            that no update call carries.
        local: inputs that no call carries -> why.
        reset: what the update call sends for a property that is no longer given.
        unordered: paths of lists in which order means nothing.
        codecs: property -> `Codec`.
        tagging: None where the type has no tags.
        wait: after every call that changes the resource.
        ended: path -> value that the description of a deleted resource has for a while. Delete waits for it, a read
            takes it for gone.
        drained: delete waits until AWS no longer knows the resource, or it has `ended`.
        retry: errors of create and update that go away by themselves.
        gone: further errors, by code or pattern, that mean that the resource does not exist.
        volatile: outputs that an update changes.
        volatile_if: the input that must be true for this; "" always.
        prepare: reworks the create request, and the update request where both are the same operation.
        prepared: inputs without a member of their own that `prepare` puts into the create request.
        created, updated, deleting: hooks after create, after update, before delete.
    """

    type: str
    service: str
    create: Call
    id: Template
    key: Key
    reads: tuple[Read, ...] = ()
    update: Call | None = None
    delete: Call | None = None
    settings: tuple[Setting, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    completion: Completion | None = None
    derived: Mapping[str, Template | Derivation] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    autoname: str | None = None
    identity: tuple[str, ...] = ()
    replace: tuple[str, ...] = ()
    local: Mapping[str, str] = field(default_factory=dict)
    reset: Mapping[str, Any] = field(default_factory=dict)
    unordered: tuple[str, ...] = ()
    codecs: Mapping[str, Codec] = field(default_factory=dict)
    tagging: Tagging | None = None
    wait: Wait | None = None
    ended: Mapping[str, str] = field(default_factory=dict)
    drained: bool = False
    retry: tuple[ErrorPattern, ...] = ()
    gone: tuple[str | ErrorPattern, ...] = ()
    volatile: tuple[str, ...] = ()
    volatile_if: str = ""
    prepare: Prepare | None = None
    prepared: tuple[str, ...] = ()
    created: Hook | None = None
    updated: Hook | None = None
    deleting: Hook | None = None

    @property
    def outputs(self) -> list[str]:
        """Every output that is not an input, in the order in which it becomes known."""
        reads = (*([self.completion.read] if self.completion else []), *self.reads)
        read = [name for item in reads for name in item.outputs]
        return list(dict.fromkeys([*self.answers, *read, *self.derived]))
