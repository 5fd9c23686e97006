"""A plugin lives as long as its engine, however the engine ends."""

from __future__ import annotations

import os
import sys
import threading
from typing import NoReturn

import grpc

_watched: list[grpc.Channel] = []  # a channel that nobody holds is closed


def leave() -> NoReturn:
    """Ends this process at once: Python's own way frees every object first, which takes a while."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def leave_with(engine: str) -> None:
    """Ends this process when the engine's server cannot be reached any more; the engine may have been killed."""
    channel = grpc.insecure_channel(engine)

    def watch(state: grpc.ChannelConnectivity) -> None:
        if state in (grpc.ChannelConnectivity.TRANSIENT_FAILURE, grpc.ChannelConnectivity.SHUTDOWN):
            leave()
        if state is grpc.ChannelConnectivity.IDLE:
            threading.Thread(target=channel.subscribe, args=(lambda _: None, True), daemon=True).start()

    channel.subscribe(watch, try_to_connect=True)
    _watched.append(channel)
