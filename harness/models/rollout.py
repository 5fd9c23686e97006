"""Moves the serving pointer: promotion, trial, rollback."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from functions.shared.model_manifest import ManifestError
from functions.shared.serving_pointer import RolloutError, ServingPointer
from functions.shared.serving_pointers import Edit, ServingPointers, pointer_key
from harness.errors import HarnessError
from harness.models.deployed import Deployed
from harness.models.followers import Report, wait_for_followers
from harness.models.registry import Registry
from harness.models.versions import ModelVersions


@dataclass(frozen=True)
class Change:
    """What a command did.

    Attributes:
        pointer: as it is now.
        changed: whether it was another before.
        answers: what each function serves now; empty where nobody waited for it.
        warning: what a person should know besides.
    """

    pointer: ServingPointer
    changed: bool
    answers: dict[str, Any]
    warning: str | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "ok": True,
            "changed": self.changed,
            "serving": self.pointer.to_dict(),
            "answers": self.answers,
            "warning": self.warning,
        }


class Rollout:
    """The serving pointer of one model of a stack.

    Args:
        stack: the deployed stack.
        model: name of the model.
        report: told what goes on.
        wait: whether a change waits until the functions follow it.
    """

    def __init__(self, stack: Deployed, model: str, report: Report, *, wait: bool = True) -> None:
        self.versions = ModelVersions(stack, model)
        self._stack = stack
        self._report = report
        self._wait = wait
        self._pointers = ServingPointers(self.versions.storage, self.versions.bucket, model)
        self._start = ServingPointer(self.versions.packaged.name)

    def pointer(self) -> ServingPointer:
        """The pointer; where nothing was ever promoted, the version in the package.

        Raises:
            HarnessError: it is malformed.
        """
        try:
            return self._pointers.load() or self._start
        except ManifestError as error:
            key = pointer_key(self.versions.model)
            raise HarnessError(f"{error}: put an earlier object version of {key} back") from error

    def promote(self, version: str, reason: str) -> Change:
        """Has a version answer everything.

        Raises:
            HarnessError: there is no such version, or the functions would not take it.
        """
        self._verify(version)
        return self._change(lambda pointer: pointer.promoted(version), reason)

    def try_beside(self, version: str, share: float, reason: str) -> Change:
        """Has a version answer a share of files, beside the champion.

        Raises:
            HarnessError: as for `promote`; or the share makes no sense, or an alarm on the last canary still rings.
        """
        self._verify(version)
        self._await_silence()
        return self._change(lambda pointer: pointer.trying(version, share), reason)

    def share(self, share: float, reason: str) -> Change:
        """Gives the canary another share.

        Raises:
            HarnessError: there is none, or the share makes no sense.
        """
        return self._change(lambda pointer: pointer.trying(_canary(pointer), share), reason)

    def roll_back(self, reason: str) -> Change:
        """Takes back what came last: a canary, else the champion. A second time changes nothing.

        Raises:
            HarnessError: nothing came before the champion, or what came before cannot serve.
        """
        before = self.pointer()
        if not before.withdrawn and not before.canary and before.previous:
            self._verify(before.previous)
        return self._change(ServingPointer.rolled_back, reason)

    def _verify(self, version: str) -> None:
        self._report(f"checking the files of {version}")
        self.versions.verify(version)

    def _await_silence(self) -> None:
        """An alarm acts when it begins to ring: one that rings already would not see another bad canary."""
        names = self._stack.outputs["canaryAlarmNames"]
        alarms = self._stack.aws("cloudwatch").describe_alarms(AlarmNames=names)["MetricAlarms"]
        ringing = [alarm["AlarmName"] for alarm in alarms if alarm["StateValue"] == "ALARM"]
        if ringing:
            names = ", ".join(ringing)
            raise HarnessError(
                f"{names} still rings for the last canary: try again when it is silent, in a minute or two"
            )

    def _change(self, edit: Edit, reason: str) -> Change:
        before = self.pointer()
        try:
            after = self._pointers.change(edit, reason, self._start)
        except RolloutError as error:
            raise HarnessError(str(error)) from error
        moved = time.monotonic()
        registry = None if after.canary else Registry.of(self._stack)
        warning = registry.crown(self.versions.model, after.version) if registry else None
        answers = wait_for_followers(self._stack, after, moved, self._report) if self._wait else {}
        return Change(after, after != before, answers, warning)


def _canary(pointer: ServingPointer) -> str:
    if pointer.canary is None:
        raise RolloutError("there is no canary: start one with `harness models promote MODEL VERSION --canary SHARE`")
    return pointer.canary.version
