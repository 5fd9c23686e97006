"""Runs the whole stack on a laptop: local services, an emulator of AWS, a deployment engine with a provider, and a CLI.

Knows the program only through the Pulumi protocol and its outputs, and functions/ only for `--direct`, the bench and
what defines a model version.
"""
