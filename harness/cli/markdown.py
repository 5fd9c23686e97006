"""A deployment's plan as Markdown, to be read in a pull request."""

from __future__ import annotations

from harness.cli.changes import change_lines
from harness.engine import DeploymentResult, Operation, ResourceStep

# In the order in which a reviewer wants them: what may lose data first.
TITLES = {
    Operation.DELETE: "Deleted",
    Operation.REPLACE: "Replaced",
    Operation.UPDATE: "Updated",
    Operation.CREATE: "Created",
    Operation.REFRESH: "Drifted",
    Operation.IMPORT: "Imported",
    Operation.READ: "Read",
}


def as_markdown(result: DeploymentResult, stack: str) -> str:
    """The plan: a line that sums it up, then each kind of operation with its resources and what changes in them.

    Args:
        result: of a preview.
        stack: its name, for the heading.
    """
    parts = [f"### Preview of `{stack}`: {_summary(result)}"]
    parts += [
        f"> **{message.severity}**: {_line(message.text)}" for message in result.messages if _matters(message.severity)
    ]
    for operation, title in TITLES.items():
        steps = sorted((step for step in result.steps if step.op is operation), key=lambda step: (step.type, step.name))
        if steps:
            parts.append(_section(f"{title} ({len(steps)})", steps))
    return "\n\n".join(parts) + "\n"


def _summary(result: DeploymentResult) -> str:
    counts = ", ".join(f"{count} {operation}" for operation, count in result.summary.items() if operation != "same")
    unchanged = result.summary.get("same", 0)
    return f"{counts or 'no changes'}, {unchanged} unchanged" + ("" if result.ok else " — **failed**")


def _matters(severity: str) -> bool:
    return severity in ("warning", "error")


def _section(title: str, steps: list[ResourceStep]) -> str:
    """Folded away where nothing but new resources would fill the page."""
    body = "\n".join(_item(step) for step in steps)
    if any(step.changes for step in steps) or steps[0].op is Operation.DELETE:
        return f"#### {title}\n\n{body}"
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def _item(step: ResourceStep) -> str:
    reasons = (
        f", because of {', '.join(f'`{reason}`' for reason in step.replace_reasons)}" if step.replace_reasons else ""
    )
    lines = [f"- `{step.type}` **{step.name}**{reasons}"]
    changes = [_as_diff(line) for line in change_lines(step)]
    if changes:
        lines += ["  ```diff", *(f"  {line}" for line in changes), "  ```"]
    return "\n".join(lines)


def _as_diff(line: str) -> str:
    """The line with the mark by which a `diff` block colours it: `!` for a change."""
    return f"!{line[1:]}" if line.startswith("~") else line


def _line(text: str) -> str:
    return " ".join(text.split())
