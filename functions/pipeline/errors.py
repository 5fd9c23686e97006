"""What can go wrong in a run. Step Functions knows errors by these classes' names."""

from __future__ import annotations


class BadRequest(Exception):
    """A run was asked for in a way that makes no sense. Asking again changes nothing."""


class BadDataset(Exception):
    """Files of the dataset are not what they must be; the message names each. Trying again changes nothing."""


class BadRun(Exception):
    """What an earlier step left is missing or is not what its manifest says."""


class RegistryUnavailable(Exception):
    """MLflow does not answer, or refuses; a later attempt may do better."""
