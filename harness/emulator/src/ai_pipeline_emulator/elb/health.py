"""Health checks of targets, as their target group configures them.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

STATUS_LINE_LIMIT = 4096  # bytes


@dataclass(frozen=True)
class Check:
    """How targets of a group are checked.

    Attributes:
        path: what is asked for.
        codes: HTTP codes that count, such as `200,300-302`.
        interval: seconds between two checks.
        timeout: seconds until a check fails.
        healthy_after, unhealthy_after: checks in a row that change the state.
    """

    path: str
    codes: str
    interval: float
    timeout: float
    healthy_after: int
    unhealthy_after: int


@dataclass
class Health:
    """What is known of one target.

    Attributes:
        state: `initial`, `healthy` or `unhealthy`.
        detail: what the last failed check saw.
        streak: checks in a row that speak for another state.
        due: when to check again, by the monotonic clock.
    """

    state: str = "initial"
    detail: str = "Initial health checks in progress"
    streak: int = 0
    due: float = 0.0

    def learn(self, failure: str | None, check: Check) -> None:
        """Takes in the outcome of a check; one success makes a new target healthy.

        Args:
            failure: what was wrong, or None.
            check: tells how many checks change the state.
        """
        if self.state == ("healthy" if failure is None else "unhealthy"):
            self.streak = 0
            return
        self.streak += 1
        needed = check.healthy_after if failure is None else check.unhealthy_after
        if self.state == "initial" and failure is None:
            needed = 1
        if failure:
            self.detail = failure
        if self.streak >= needed:
            self.state, self.streak = ("healthy", 0) if failure is None else ("unhealthy", 0)


def accepts(codes: str, status: int) -> bool:
    """Whether an HTTP status is among `codes`, such as `200,300-302`."""
    for part in codes.split(","):
        first, _, last = part.strip().partition("-")
        if int(first) <= status <= int(last or first):
            return True
    return False


async def probe(address: str, port: int, check: Check) -> str | None:
    """Checks a target once; returns what was wrong, or None."""
    try:
        async with asyncio.timeout(check.timeout):
            status = await _status(address, port, check.path)
    except TimeoutError:
        return "Request timed out"
    except (OSError, ValueError) as error:
        return f"Health checks failed: {error}"
    return None if accepts(check.codes, status) else f"Health checks failed with these codes: [{status}]"


async def _status(address: str, port: int, path: str) -> int:
    reader, writer = await asyncio.open_connection(address, port, limit=STATUS_LINE_LIMIT)
    try:
        agent = "ELB-HealthChecker/2.0"
        request = f"GET {path} HTTP/1.1\r\nHost: {address}:{port}\r\nUser-Agent: {agent}\r\nConnection: close\r\n\r\n"
        writer.write(request.encode())
        line = (await reader.readline()).decode(errors="replace").split()
        if len(line) < 2 or not line[1].isdigit():
            raise ValueError("no HTTP answer")
        return int(line[1])
    finally:
        writer.close()
