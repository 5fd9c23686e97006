"""Forwards connections from a listener to its targets."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

CHUNK = 65536  # bytes
CONNECT_LIMIT = 5.0  # seconds
UNAVAILABLE = (
    b"HTTP/1.1 503 Service Temporarily Unavailable\r\nServer: awselb/2.0\r\nContent-Length: 0\r\n"
    b"Connection: close\r\n\r\n"
)

Place = tuple[str, int]  # address and port


class Forwarder:
    """Listens on one address and port, and spreads connections over the targets in turn.

    Bytes go through as they are: a connection, not each of its requests, is balanced. A target that takes no
    connection is passed over.

    Args:
        targets: gives those that get requests now.
    """

    def __init__(self, targets: Callable[[], list[Place]]) -> None:
        self._targets = targets
        self._turn = 0
        self._server: asyncio.Server | None = None
        self._connections: set[asyncio.Task[None]] = set()

    async def listen(self, address: str, port: int) -> None:
        """Opens the port.

        Raises:
            OSError: it cannot be listened on.
        """
        self._server = await asyncio.start_server(self._accept, address, port)

    async def close(self) -> None:
        """Closes the port and all connections."""
        if self._server:
            self._server.close()
        for connection in list(self._connections):
            connection.cancel()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._forward(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass  # a side went away, or the listener did
        finally:
            self._connections.discard(task)
            writer.close()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = await self._connect()
        if target is None:
            await reader.read(CHUNK)  # closing with a request unread would reset the connection before the answer
            writer.write(UNAVAILABLE)
            await writer.drain()
            return
        target_reader, target_writer = target
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(_pump(reader, target_writer))
                both.create_task(_pump(target_reader, writer))
        except ExceptionGroup:
            pass  # a side went away
        finally:
            target_writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        targets = self._targets()
        self._turn += 1
        for number in range(len(targets)):
            address, port = targets[(self._turn + number) % len(targets)]
            with contextlib.suppress(OSError, TimeoutError):
                return await asyncio.wait_for(asyncio.open_connection(address, port), CONNECT_LIMIT)
        return None


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Copies until the sender is done, and says so to the receiver."""
    while data := await reader.read(CHUNK):
        writer.write(data)
        await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
