"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
StackName = Annotated[str, typer.Option("--stack", help="dev or prod.")]
BackendName = Annotated[str | None, typer.Option("--backend", help="host, localstack or compose.")]

Refresh = Annotated[bool, typer.Option("--refresh", help="Read what is really deployed first.")]
Target = Annotated[
    list[str] | None,
    typer.Option("--target", help="URN of the only resource to touch; * and ** are wildcards; repeatable."),
]
TargetDependents = Annotated[bool, typer.Option("--target-dependents", help="Also touch what depends on a target.")]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", help="URN of a resource not to touch, in place of targets; repeatable."),
]
ExcludeDependents = Annotated[
    bool, typer.Option("--exclude-dependents", help="Nor touch what depends on what is excluded.")
]
Replace = Annotated[
    list[str] | None,
    typer.Option("--replace", help="URN of a resource to replace even if nothing in it changes; repeatable."),
]
