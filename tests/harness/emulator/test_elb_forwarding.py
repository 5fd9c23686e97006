from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from ai_pipeline_emulator.elb.forwarding import Forwarder, Place

from harness.services.ports import free_port


async def answering(text: str) -> tuple[asyncio.Server, Place]:
    """A server that answers each line with its own text and the line."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(text.encode() + await reader.readline())
        await writer.drain()
        writer.close()

    port = free_port()
    return await asyncio.start_server(answer, "127.0.0.1", port), ("127.0.0.1", port)


async def ask(port: int) -> str:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"hello\n")
    answer = await reader.read()
    writer.close()
    return answer.decode()


def with_forwarder(targets: list[Place], use: Callable[[int], Awaitable[None]]) -> None:
    async def go() -> None:
        forwarder, port = Forwarder(lambda: targets), free_port()
        await forwarder.listen("127.0.0.1", port)
        try:
            await use(port)
        finally:
            await forwarder.close()

    asyncio.run(go())


def test_connections_go_to_the_targets_in_turn_and_past_one_that_is_gone() -> None:
    targets: list[Place] = []

    async def use(port: int) -> None:
        (first, place), (second, other) = await answering("a "), await answering("b ")
        targets[:] = [place, other]
        assert {await ask(port) for _ in range(4)} == {"a hello\n", "b hello\n"}
        first.close()
        await first.wait_closed()
        assert {await ask(port) for _ in range(4)} == {"b hello\n"}
        second.close()

    with_forwarder(targets, use)


def test_without_targets_the_answer_is_503() -> None:
    async def use(port: int) -> None:
        assert (await ask(port)).startswith("HTTP/1.1 503 ")

    with_forwarder([], use)
