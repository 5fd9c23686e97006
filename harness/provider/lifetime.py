"""A plugin lives as long as its engine, however the engine ends."""

from __future__ import annotations

import os
import threading

import grpc


def leave_with(engine: str) -> grpc.Channel:
    """Ends this process when the engine's server cannot be reached any more; the engine may have been killed."""
    channel = grpc.insecure_channel(engine)

    def watch(state: grpc.ChannelConnectivity) -> None:
        if state in (grpc.ChannelConnectivity.TRANSIENT_FAILURE, grpc.ChannelConnectivity.SHUTDOWN):
            os._exit(0)
        if state is grpc.ChannelConnectivity.IDLE:
            threading.Thread(target=channel.subscribe, args=(lambda _: None, True), daemon=True).start()

    channel.subscribe(watch, try_to_connect=True)
    return channel
