"""The deployment engine: previews, updates, refreshes and destroys a Pulumi program's stack without the Pulumi CLI."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.engine import program, signals, transfer
from harness.engine import urn as urns
from harness.engine.callbacks import Callbacks
from harness.engine.checkpoint import CheckpointFile
from harness.engine.deletion import delete_all
from harness.engine.deployment import Deployment
from harness.engine.errors import EngineError, Stopped
from harness.engine.events import DeploymentResult
from harness.engine.gate import Gate
from harness.engine.monitor import EngineService, ResourceMonitor, Server
from harness.engine.options import Options
from harness.engine.passphrase import Sealer
from harness.engine.plugins import PluginHost, packages_in
from harness.engine.policies import PolicyPack
from harness.engine.processes import Child
from harness.engine.progress import OnMessage, OnStep, Progress
from harness.engine.properties import Properties, mask, reveal
from harness.engine.providers import Providers
from harness.engine.refresh import reconcile, refresh_all
from harness.engine.registration import Registrar
from harness.engine.resource import Resource
from harness.engine.stack_configuration import StackConfiguration, read_project, read_salt, read_stack
from harness.engine.state import State
from harness.engine.state_folder import ORGANIZATION, StackName, StateFolder
from harness.engine.targets import Targets

DEFAULTS = Options()
_POLL = 0.01  # seconds between looks at whether the program has ended


@dataclass
class _Session:
    """A running deployment with its servers."""

    deployment: Deployment
    monitor: ResourceMonitor
    address: str


class Engine:
    """One stack of one project.

    Args:
        project_directory: folder that holds Pulumi.yaml.
        stack: the stack's name; its configuration is Pulumi.STACK.yaml.
        state_directory: where checkpoints are kept, in the layout of the Pulumi CLI's self-managed backend.
        passphrase: seals the secrets in state and opens those in the configuration.
        environment: environment of the program and the plugins; this process's own if None.
        plugin_path: folders searched for provider plugins before the environment's PATH.
        python: interpreter of the program.
        parallel: how many resources may be worked on at once.
        on_step: called when a step starts and when it ends.
        on_message: called with each message of the program, the plugins and the engine.

    Raises:
        EngineError: there is no project in the folder, or the stack's name is none.
    """

    def __init__(
        self,
        project_directory: Path,
        stack: str,
        state_directory: Path,
        passphrase: str,
        environment: Mapping[str, str] | None = None,
        plugin_path: Sequence[Path] = (),
        python: str = sys.executable,
        parallel: int = 16,
        on_step: OnStep | None = None,
        on_message: OnMessage | None = None,
    ) -> None:
        self._project = read_project(Path(project_directory).resolve())
        self._stack = stack
        self._name = StackName(self._project.name, stack)
        self._state_folder = StateFolder(Path(state_directory))
        self._passphrase = passphrase
        base = dict(os.environ if environment is None else environment)
        # The interpreter's folder comes next, as in an activated environment: plugins may be Python scripts.
        folders = [*(str(Path(folder).resolve()) for folder in plugin_path), str(Path(python).absolute().parent)]
        path = [*folders, base.get("PATH", os.defpath)]
        self._environment = {**base, "PATH": os.pathsep.join(path)}
        self._plugin_path = [Path(folder) for folder in plugin_path]
        self._python = python
        self._parallel = parallel
        self._on_step = on_step
        self._on_message = on_message

    def preview(self, options: Options = DEFAULTS) -> DeploymentResult:
        """What `up` would do. Changes nothing, needs no lock and writes no state."""
        return self._run("preview", options, self._update)

    def up(self, options: Options = DEFAULTS) -> DeploymentResult:
        """Makes the stack's resources what the program declares."""
        return self._run("up", options, self._update)

    def refresh(self, options: Options = DEFAULTS) -> DeploymentResult:
        """Makes the state what the resources really are. Does not run the program."""
        return self._run("refresh", options, lambda session, _: refresh_all(session.deployment))

    def destroy(self, options: Options = DEFAULTS) -> DeploymentResult:
        """Deletes every resource of the stack. Runs the program only if the options want it, for its hooks."""
        return self._run("destroy", options, self._destroy)

    def outputs(self, show_secrets: bool = False) -> dict[str, Any]:
        """The outputs of the last update; secrets masked unless asked for."""
        outputs = _outputs_of(self._checkpoint().read().resources)
        return reveal(outputs) if show_secrets else mask(outputs)

    def resources(self) -> list[dict[str, Any]]:
        """The state's resources: `urn`, `type`, `name`, `id`, `parent`, `inputs`, `outputs`; secrets masked."""
        return [
            {
                "urn": each.urn,
                "type": each.type,
                "name": each.name,
                "id": each.identifier,
                "parent": each.parent,
                "inputs": mask(each.inputs),
                "outputs": mask(each.outputs),
            }
            for each in self._checkpoint().read().resources
        ]

    def export_deployment(self, show_secrets: bool = False) -> dict[str, Any]:
        """The stack's state as `pulumi stack export` has it; secrets stay sealed unless asked for."""
        checkpoint = self._checkpoint()
        return transfer.packed(checkpoint.opened() if show_secrets else checkpoint.deployment)

    def import_deployment(self, document: Any) -> None:
        """Makes an exported deployment the stack's state, as `pulumi stack import` does. No resource is touched.

        Raises:
            EngineError: it is no deployment of this stack, or its secrets were sealed with another passphrase.
        """
        with self._locked("import"):
            checkpoint = self._checkpoint()
            snapshot = checkpoint.take(transfer.unpacked(document))
            transfer.verify(snapshot.resources, self._project.name, self._stack)
            checkpoint.write(snapshot.resources, snapshot.pending)

    # -- one deployment

    def _run(self, operation: str, options: Options, work: Callable[[_Session, Options], None]) -> DeploymentResult:
        started = time.monotonic()
        progress = Progress(self._on_step, self._on_message)
        outputs: Properties = {}
        with self._locked(operation):
            try:
                with self._session(operation, options, progress) as session:
                    _attempt(session.deployment, lambda: work(session, options))
                    outputs = _outputs_of(session.deployment.state.resources)
            except EngineError as error:
                progress.message("error", str(error))
        return DeploymentResult(
            operation=operation,
            ok=not progress.failed,
            steps=progress.steps,
            outputs=mask(outputs),
            messages=progress.messages,
            seconds=time.monotonic() - started,
        )

    def _locked(self, operation: str) -> AbstractContextManager[None]:
        if operation == "preview":
            return nullcontext()
        return self._state_folder.locked(self._name, operation)

    @contextmanager
    def _session(self, operation: str, options: Options, progress: Progress) -> Iterator[_Session]:
        """Everything that a deployment needs, ended in order when the block is left."""
        checkpoint = self._checkpoint()
        state = State(checkpoint, preview=operation == "preview")
        configuration = self._configuration(checkpoint)
        progress.hide(configuration.values[key] for key in configuration.secret_keys)
        plugins = PluginHost(
            self._project.directory,
            self._project.plugin_paths,
            self._environment,
            self._python,
            lambda line: progress.message("info", line),
        )
        callbacks = Callbacks()
        deployment = Deployment(
            organization=ORGANIZATION,
            project=self._project.name,
            stack=self._stack,
            directory=self._project.program.parent,
            preview=operation == "preview",
            parallel=self._parallel,
            configuration=configuration,
            state=state,
            providers=Providers(plugins, self._project.directory, state.find_provider),
            callbacks=callbacks,
            gate=Gate(self._parallel),
            progress=progress,
            targets=Targets(options.targets, dependents=options.target_dependents)
            if not options.excludes
            else Targets(options.excludes, dependents=options.exclude_dependents, excluded=True),
            replaced=Targets(options.replaces),
            destroying=operation == "destroy",
        )
        server = Server()
        monitor = ResourceMonitor(deployment, Registrar(deployment), self._outputs_of_stack)
        with ExitStack() as cleanup:
            cleanup.callback(server.stop)
            cleanup.callback(plugins.close)
            cleanup.callback(monitor.released.set)
            cleanup.callback(callbacks.close)
            server.start(monitor, EngineService(deployment))
            plugins.engine_address = server.address
            plugins.prestart(self._packages(configuration, state))
            cleanup.callback(deployment.policies.close)
            for folder in options.policy_packs:
                deployment.policies.packs.append(self._policy_pack(folder, deployment, server))
            _warn_of_interruptions(deployment)
            cleanup.enter_context(signals.stopping(lambda: _cancel(deployment)))
            yield _Session(deployment, monitor, server.address)

    def _update(self, session: _Session, options: Options) -> None:
        if options.refresh:
            refresh_all(session.deployment, beforehand=True)
        elif not session.deployment.preview:  # which may have nothing to read from
            reconcile(session.deployment)
        self._run_program(session, lambda: _finish_update(session.deployment))

    def _destroy(self, session: _Session, options: Options) -> None:
        deployment = session.deployment
        if options.refresh:
            refresh_all(deployment, beforehand=True)
        if options.run_program:
            self._run_program(session, lambda: _delete_everything(deployment))
        else:
            _delete_everything(deployment)

    def _run_program(self, session: _Session, finish: Callable[[], None]) -> None:
        """Runs the program, and finishes when it has declared everything and still answers for its hooks."""
        deployment = session.deployment
        child = program.start(deployment, self._project, session.address, self._python, self._environment)
        try:
            _wait(deployment, session.monitor, child)
            deployment.gate.drain()
            if not deployment.gate.stopped and not session.monitor.finished.is_set():
                _fail_with(deployment, child.wait())
            if deployment.progress.failed:
                return
            finish()
            session.monitor.released.set()
            child.wait()
        finally:
            child.stop()

    def _packages(self, configuration: StackConfiguration, state: State) -> set[str]:
        """Whose plugins will probably be needed: configured, used by the last update, or handed to this engine."""
        used = {urns.package_of(each.type) for each in state.before if urns.is_provider(each.type)}
        given = {package for folder in self._plugin_path for package in packages_in(folder)}
        return used | given | configuration.namespaces

    def _policy_pack(self, folder: Path, deployment: Deployment, server: Server) -> PolicyPack:
        environment = {
            **self._environment,
            "PULUMI_ORGANIZATION": ORGANIZATION,
            "PULUMI_PROJECT": deployment.project,
            "PULUMI_STACK": deployment.stack,
            "PULUMI_DRY_RUN": str(deployment.preview).lower(),
        }
        return PolicyPack(
            folder, self._python, environment, server.address, lambda line: deployment.progress.message("info", line)
        )

    # -- state and configuration

    def _checkpoint(self) -> CheckpointFile:
        path = self._state_folder.checkpoint(self._name)
        return CheckpointFile(path, str(self._name), self._passphrase, read_salt(self._project, self._stack))

    def _configuration(self, checkpoint: CheckpointFile) -> StackConfiguration:
        salt = read_salt(self._project, self._stack)
        sealer = Sealer(self._passphrase, salt) if salt and salt != checkpoint.sealer.known_salt else checkpoint.sealer
        return read_stack(self._project, self._stack, sealer.open)

    def _outputs_of_stack(self, name: str) -> Properties:
        """The outputs of the stack that a StackReference names; its secrets open with this stack's passphrase."""
        stack = StackName.parse(name, self._project.name)
        checkpoint = CheckpointFile(self._state_folder.checkpoint(stack), str(stack), self._passphrase)
        if not checkpoint.exists:
            known = ", ".join(map(str, self._state_folder.names())) or "none"
            raise EngineError(f"there is no stack {name!r}; the stacks in this state: {known}")
        try:
            return _outputs_of(checkpoint.read().resources)
        except EngineError as error:
            raise EngineError(f"the stack {stack}: {error}") from None


def _attempt(deployment: Deployment, work: Callable[[], None]) -> None:
    """Does the work; a failure in it is reported as a message, after the steps under way have ended."""
    try:
        work()
        _refuse_unmatched(deployment.targets)
        _refuse_unmatched(deployment.replaced)
    except Stopped:
        pass
    except EngineError as error:
        deployment.fail(str(error))
    finally:
        deployment.gate.drain()


def _refuse_unmatched(targets: Targets) -> None:
    if targets.unmatched:
        raise EngineError(f"no resource of the stack or the program has the URN {', '.join(targets.unmatched)}")


def _finish_update(deployment: Deployment) -> None:
    """Deletes what the program no longer declares."""
    delete_all(deployment, deployment.state.unregistered)
    deployment.judge_stack()
    if not deployment.preview:
        deployment.state.save()


def _delete_everything(deployment: Deployment) -> None:
    delete_all(deployment, deployment.state.resources)
    deployment.state.forget_interrupted()


def _wait(deployment: Deployment, monitor: ResourceMonitor, child: Child) -> None:
    """Waits until the program has declared everything, has ended, or the deployment takes no new steps."""
    while child.poll() is None and not deployment.gate.stopped and not monitor.finished.wait(_POLL):
        pass


def _fail_with(deployment: Deployment, status: int) -> None:
    """Reports a program that ended early, unless it has said why itself."""
    deployment.gate.stop()
    if not deployment.progress.failed:
        deployment.fail(f"the program ended with exit status {status} before it had declared everything")


def _cancel(deployment: Deployment) -> None:
    deployment.fail("cancelled: the steps under way are finished and stored, no new ones are begun")


def _warn_of_interruptions(deployment: Deployment) -> None:
    """An earlier run that died in the middle of an operation could not store its outcome."""
    for pending in deployment.state.interrupted:
        if pending.type == "creating":
            text = (
                "an earlier run was interrupted while creating it: it may exist already. If the program still declares"
                " it, it is created again under the same generated name; otherwise look for it, delete it, and run"
                " `refresh`."
            )
        else:
            text = f"an earlier run was interrupted while {pending.type} it: `up` reads what became of it."
        deployment.progress.message("warning", f"{pending.resource.name}: {text}", pending.resource.urn)


def _outputs_of(resources: Sequence[Resource]) -> Properties:
    return next((each.outputs for each in resources if each.type == urns.STACK_TYPE), {})
