"""Keeps the emulator off the network: it runs functions, so whoever reaches it runs code as this user."""

from __future__ import annotations

import functools

LOOPBACK = "127.0.0.1"


def listen_on_loopback_only() -> None:
    """Makes Twisted's IPv4 servers listen on the loopback interface.

    Both emulators hand it the port of GATEWAY_LISTEN without the host, and it would take every interface.
    """
    from twisted.internet import endpoints

    server = endpoints.TCP4ServerEndpoint
    server.__init__ = functools.partialmethod(server.__init__, interface=LOOPBACK)
