"""What goes wrong while installing."""


class InstallationError(Exception):
    """Something that the local stack needs is missing or cannot be installed; the message says what to do."""
