"""Plugins that let an AWS emulator run Lambda functions and Redis caches as processes, without containers.

The modules know nothing of a particular emulator; `localemu_plugins` and `localstack_plugins` register them with one.
"""
