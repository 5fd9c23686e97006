"""Collects what a deployment does, and tells whoever watches while it happens."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from harness.engine import urn as urns
from harness.engine.events import Message, ResourceStep, Status
from harness.engine.properties import MASKED_SECRET

OnStep = Callable[[ResourceStep], None]
OnMessage = Callable[[Message], None]


_SHORTEST_HIDDEN = 4  # shorter texts would turn up in ordinary words


class RunningStep:
    """A step under way; its work fills in the id once it is known."""

    def __init__(self, step: ResourceStep) -> None:
        self.step = step

    def identified(self, identifier: str) -> None:
        self.step = replace(self.step, id=identifier)


class Progress:
    """Steps and messages so far.

    Args:
        on_step: called when a step starts and when it ends.
        on_message: called with each message.
    """

    def __init__(self, on_step: OnStep | None, on_message: OnMessage | None) -> None:
        self.steps: list[ResourceStep] = []
        self.messages: list[Message] = []
        self._on_step = on_step or (lambda step: None)
        self._on_message = on_message or (lambda message: None)
        self._lock = threading.Lock()
        self._hidden: set[str] = set()

    def hide(self, texts: Iterable[str]) -> None:
        """Keeps secret texts out of messages: a program, plugin or service may repeat them in an error."""
        with self._lock:
            self._hidden.update(text for text in texts if len(text) >= _SHORTEST_HIDDEN)

    @contextmanager
    def step(self, step: ResourceStep) -> Iterator[RunningStep]:
        """Reports a step while the block runs, as failed if the block raises. Default providers are not reported."""
        running = RunningStep(step)
        shown = not urns.is_default_provider(step.urn)
        if shown:
            self._notify(replace(step, status=Status.STARTED))
        started = time.monotonic()
        try:
            yield running
        except BaseException as error:
            elapsed = time.monotonic() - started
            failed = replace(running.step, status=Status.FAILED, error=self.cleaned(str(error)), seconds=elapsed)
            self._end(failed, shown)
            raise
        self._end(replace(running.step, status=Status.DONE, seconds=time.monotonic() - started), shown)

    def message(self, severity: str, text: str, urn: str = "") -> None:
        """Records a message and passes it on."""
        message = Message(severity, self.cleaned(text), urn)
        with self._lock:
            self.messages.append(message)
            self._on_message(message)

    @property
    def failed(self) -> bool:
        """Whether an error was reported."""
        return any(message.severity == "error" for message in self.messages)

    def cleaned(self, text: str) -> str:
        """The text without the secrets that are known."""
        with self._lock:
            hidden = sorted(self._hidden, key=len, reverse=True)
        for each in hidden:
            text = text.replace(each, MASKED_SECRET)
        return text

    def _end(self, step: ResourceStep, shown: bool) -> None:
        if shown:
            with self._lock:
                self.steps.append(step)
            self._notify(step)

    def _notify(self, step: ResourceStep) -> None:
        with self._lock:
            self._on_step(step)
