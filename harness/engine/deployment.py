"""What the parts of one deployment share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from harness.engine.callbacks import Callbacks
from harness.engine.errors import OutcomeUnknown, ResourceError
from harness.engine.events import ResourceStep
from harness.engine.gate import Gate
from harness.engine.policies import Policies
from harness.engine.progress import Progress, RunningStep
from harness.engine.providers import Providers
from harness.engine.resource import Resource
from harness.engine.rpc_errors import PartiallyFailed
from harness.engine.stack_configuration import StackConfiguration
from harness.engine.state import State
from harness.engine.targets import Targets

Answer = TypeVar("Answer")

MAXIMUM_RETRIES = 100  # by error hooks, as the Pulumi CLI has it


@dataclass
class Deployment:
    """One preview, update, refresh or destroy of a stack.

    Attributes:
        preview: nothing is changed, neither resources nor state.
        targets: the resources that may be changed.
        replaced: the resources to replace even if nothing in them changes; not limited: none.
        destroying: the program runs for its hooks alone: what it declares is left as it is, and deleted afterwards.
        root: URN of the stack's own resource, once the program has registered it.
    """

    organization: str
    project: str
    stack: str
    directory: Path
    preview: bool
    parallel: int
    configuration: StackConfiguration
    state: State
    providers: Providers
    callbacks: Callbacks
    gate: Gate
    progress: Progress
    targets: Targets = field(default_factory=Targets)
    replaced: Targets = field(default_factory=Targets)
    destroying: bool = False
    policies: Policies = field(default_factory=Policies)
    root: str = ""

    def fail(self, text: str, urn: str = "") -> None:
        """Reports an error and takes no new steps."""
        self.progress.message("error", text, urn)
        self.gate.stop()

    @contextmanager
    def step(self, step: ResourceStep) -> Iterator[RunningStep]:
        """Carries out one step, when there is room for it, and reports it.

        Raises:
            Stopped: the deployment takes no new steps.
        """
        with self.gate.step(), self.progress.step(step) as running:
            yield running

    def call_hooks(self, moment: str, resource: Resource, new: Resource | None, old: Resource | None) -> None:
        """Runs the resource's hooks of one moment, such as `BeforeCreate`."""
        self.callbacks.run_hooks(moment, resource, new, old, preview=self.preview, warn=self._warn)

    def attempt(
        self,
        operation: str,
        new: Resource | None,
        old: Resource | None,
        call: Callable[[], Answer],
    ) -> Answer:
        """Calls a provider, again as long as the resource's error hooks want it.

        An operation that failed half way, or whose outcome is not known, is not tried again.

        Args:
            operation: `create`, `update` or `delete`.
        """
        resource = new or old
        assert resource is not None
        errors: list[str] = []
        while True:
            try:
                return call()
            except (PartiallyFailed, OutcomeUnknown):
                raise
            except ResourceError as error:
                errors.insert(0, str(error))
                if len(errors) > MAXIMUM_RETRIES or not self.callbacks.wants_retry(
                    operation, resource, new, old, errors
                ):
                    raise

    def judged(self, resource: Resource) -> Resource:
        """A resource whose inputs are checked, as the policy packs' remediations leave it.

        Raises:
            ResourceError: it violates a mandatory policy. A preview goes on, to show every violation at its end.
        """
        resource = self.policies.remedied(resource, self._warn)
        violations = self.policies.judge(resource, self._warn)
        if violations and not self.preview:
            raise ResourceError("; ".join(each.text for each in violations))
        return resource

    def judge_stack(self) -> None:
        """Asks the policy packs about the stack as a whole, and reports every mandatory policy that is violated."""
        self.policies.judge_stack([each for each in self.state.resources if not each.delete], self._warn)
        for each in self.policies.mandatory:
            self.progress.message("error", each.text, each.urn)

    @contextmanager
    def naming(self, resource: Resource) -> Iterator[None]:
        """Adds the resource's type and name to the message of what fails in the block."""
        try:
            yield
        except ResourceError as error:
            raise ResourceError(f"{resource.type} {resource.name}: {error}") from None

    def _warn(self, text: str, urn: str) -> None:
        self.progress.message("warning", text, urn)
