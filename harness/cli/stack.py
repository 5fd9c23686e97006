"""`up`, `down`, `status`, `preview`, `refresh`, `destroy`, `outputs`: the life of the local stack."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from harness.cli import output, pulumi, tables
from harness.cli.deployment import DeploymentProgress, show_result
from harness.cli.markdown import as_markdown
from harness.cli.options import (
    BackendName,
    Exclude,
    ExcludeDependents,
    Json,
    Refresh,
    Replace,
    StackName,
    Target,
    TargetDependents,
)
from harness.cli.pulumi import EngineKind, EngineName
from harness.engine import DeploymentResult, Options
from harness.engine.lock import exclusive
from harness.errors import HarnessError
from harness.local_stack import LocalStack
from harness.registry import registry_status
from harness.settings import Settings


def prepare(backend: BackendName = None) -> None:
    """Installs and builds everything that `up` needs, and starts nothing."""
    local = LocalStack(Settings.from_environment(), backend=backend)
    with exclusive(local.settings.run / "harness.lock", local.name, "prepare"):
        local.prepare(output.report)


def up(
    stack: StackName = "dev",
    backend: BackendName = None,
    sample: Annotated[bool, typer.Option(help="Read the sample timetable through S3 and the API at the end.")] = True,
    as_json: Json = False,
    refresh: Refresh = False,
    target: Target = None,
    target_dependents: TargetDependents = False,
    exclude: Exclude = None,
    exclude_dependents: ExcludeDependents = False,
    replace: Replace = None,
    engine: EngineName = EngineKind.HARNESS,
) -> None:
    """Starts the services, deploys the stack, and reads the sample timetable with it."""
    started = time.monotonic()
    options = Options(
        refresh=refresh,
        targets=tuple(target or ()),
        target_dependents=target_dependents,
        excludes=tuple(exclude or ()),
        exclude_dependents=exclude_dependents,
        replaces=tuple(replace or ()),
    )
    local = LocalStack(Settings.from_environment(), stack, backend)
    with exclusive(local.settings.run / "harness.lock", stack, "up"):
        _start(local)
        result = _deploy(local, "up", options, engine)
    report: dict[str, Any] = {"ok": result.ok, "deployment": result.to_dict(), "outputs": result.outputs}
    if result.ok and sample:
        from harness.cli.demonstration import demonstrate  # the stack's clients take a while to load

        report |= demonstrate(local)
    report |= {"services": _services(local, result.outputs), "seconds": round(time.monotonic() - started, 1)}
    output.print_json(report) if as_json else _show_up(report, result if engine is EngineKind.HARNESS else None)
    if not result.ok:
        raise typer.Exit(1)


def down(as_json: Json = False) -> None:
    """Stops everything that `up` started, and nothing else."""
    local = LocalStack(Settings.from_environment())
    with exclusive(local.settings.run / "harness.lock", local.name, "down"):
        stopped = local.backend.stop(output.report)
    if as_json:
        output.print_json({"ok": True, "stopped": stopped})
    else:
        output.people.print(f"stopped {', '.join(stopped)}" if stopped else "nothing was running")


def status(as_json: Json = False) -> None:
    """Shows what runs, where, and what is deployed."""
    local = LocalStack(Settings.from_environment())
    outputs = local.engine().outputs() if local.running else {}
    services = _services(local, outputs)
    if as_json:
        output.print_json({"ok": local.running, "services": services, "outputs": outputs})
        return
    output.people.print(tables.services_table(services))
    nothing = "nothing is deployed; `make up` deploys the dev stack"
    output.people.print(tables.key_value_table("outputs", outputs) if outputs else nothing)


def preview(
    stack: StackName = "dev",
    diff: Annotated[bool, typer.Option("--diff", help="Show every property that changes, old and new.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown, for a pull request.")] = False,
    as_json: Json = False,
    refresh: Refresh = False,
    target: Target = None,
    target_dependents: TargetDependents = False,
    exclude: Exclude = None,
    exclude_dependents: ExcludeDependents = False,
    replace: Replace = None,
    policy_pack: Annotated[
        list[Path] | None,
        typer.Option("--policy-pack", help="Folder of a policy pack that judges the plan; repeatable."),
    ] = None,
    engine: EngineName = EngineKind.HARNESS,
) -> None:
    """Shows what `up` would do. Needs nothing running: AWS's answers are then stand-ins (docs/provider.md)."""
    local = LocalStack(Settings.from_environment(), stack)
    local.build_packages(output.report)
    offline = not local.running
    if offline:
        output.report("no emulator runs: account, zones and the like are stand-ins")
    options = Options(
        refresh=refresh,
        targets=tuple(target or ()),
        target_dependents=target_dependents,
        excludes=tuple(exclude or ()),
        exclude_dependents=exclude_dependents,
        replaces=tuple(replace or ()),
        policy_packs=tuple(policy_pack or ()),
    )
    if engine is EngineKind.CLI:
        if markdown:
            raise HarnessError("--markdown is for plans of the harness: leave it out, or leave out --engine cli")
        flags = [flag for flag, wanted in (("--diff", diff), ("--json", as_json)) if wanted]
        pulumi.deploy(local, "preview", options, flags=flags, offline=offline)
        return
    result = local.engine(offline=offline).preview(options)
    if markdown:
        sys.stdout.write(as_markdown(result, stack))
    _finish(result, as_json and not markdown, diff=diff, shown=markdown)


def refresh(
    stack: StackName = "dev",
    as_json: Json = False,
    target: Target = None,
    target_dependents: TargetDependents = False,
    exclude: Exclude = None,
    exclude_dependents: ExcludeDependents = False,
    engine: EngineName = EngineKind.HARNESS,
) -> None:
    """Reads what is deployed and takes it over into the state."""
    local = _running(stack)
    options = Options(
        targets=tuple(target or ()),
        target_dependents=target_dependents,
        excludes=tuple(exclude or ()),
        exclude_dependents=exclude_dependents,
    )
    _finish(_deploy(local, "refresh", options, engine), as_json, shown=engine is EngineKind.CLI)


def destroy(
    stack: StackName = "dev",
    as_json: Json = False,
    refresh: Refresh = False,
    target: Target = None,
    target_dependents: TargetDependents = False,
    exclude: Exclude = None,
    exclude_dependents: ExcludeDependents = False,
    run_program: Annotated[
        bool, typer.Option("--run-program", help="Run the program too, for its hooks around deletions.")
    ] = False,
    engine: EngineName = EngineKind.HARNESS,
) -> None:
    """Deletes everything that the stack deployed, in reverse order; the services go on running."""
    local = _running(stack)
    options = Options(
        refresh=refresh,
        targets=tuple(target or ()),
        target_dependents=target_dependents,
        excludes=tuple(exclude or ()),
        exclude_dependents=exclude_dependents,
        run_program=run_program,
    )
    _finish(_deploy(local, "destroy", options, engine), as_json, shown=engine is EngineKind.CLI)


def outputs(
    stack: StackName = "dev",
    show_secrets: Annotated[bool, typer.Option("--show-secrets", help="Print secret outputs in clear.")] = False,
    as_json: Json = False,
) -> None:
    """Prints the outputs of the deployed stack."""
    values = _running(stack).engine().outputs(show_secrets=show_secrets)
    output.print_json(values) if as_json else output.people.print(tables.key_value_table("outputs", values))


def bring_up(local: LocalStack) -> None:
    """Starts the services and deploys, for commands that need the stack.

    Raises:
        HarnessError: a resource could not be deployed; the progress has said which and why.
    """
    _start(local)
    if not _deploy(local, "up", Options(), EngineKind.HARNESS).ok:
        raise HarnessError("the stack could not be deployed; `make up` says more")


def _start(local: LocalStack) -> None:
    local.prepare(output.report)
    local.start(output.report)
    if local.discard_lost_state():
        output.report("the emulator's data is gone since the last deployment: deploying anew")


def _deploy(local: LocalStack, operation: str, options: Options, kind: EngineKind) -> DeploymentResult:
    if kind is EngineKind.CLI:
        return pulumi.deploy(local, operation, options)
    with DeploymentProgress(operation, local.name) as shown:
        engine = local.engine(on_step=shown.on_step)
        result: DeploymentResult = getattr(engine, operation)(options)
    return result


def _running(stack: str) -> LocalStack:
    local = LocalStack(Settings.from_environment(), stack)
    if not local.running:
        raise HarnessError("the emulator is not running; start it with `make up` (or `python -m harness up`)")
    return local


def _services(local: LocalStack, outputs: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What runs: the backend's services, and those of the stack that have a page to look at."""
    registry = [registry_status(outputs["mlflowUrl"])] if "mlflowUrl" in outputs else []
    return [asdict(service) for service in (*local.backend.status(), *registry)]


def _finish(result: DeploymentResult, as_json: bool, *, diff: bool = False, shown: bool = False) -> None:
    if as_json:
        output.print_json(result.to_dict())
    elif not shown:
        show_result(result, diff=diff)
    if not result.ok:
        raise typer.Exit(1)


def _show_up(report: dict[str, Any], result: DeploymentResult | None) -> None:
    if result is not None:
        show_result(result)
    if "timetable" in report:
        output.people.print(tables.timetable_table(report["timetable"]))
        output.people.print(
            f"read through S3 in {report['upload_seconds']:.1f} s, through the API in {report['api_seconds']:.1f} s",
            highlight=False,
        )
    output.people.print(tables.services_table(report["services"]))
    output.people.print(tables.key_value_table("outputs", report["outputs"]))
    output.people.print(f"[bold]up[/bold] in {report['seconds']} s", highlight=False)
