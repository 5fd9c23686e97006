"""All rows, by type."""

from __future__ import annotations

from .errors import ProviderError
from .rows import Row
from .types import ALL

ROWS = {row.type: row for row in ALL}


def row_of(type_token: str) -> Row:
    """The row of a Pulumi type.

    Raises:
        ProviderError: the type has no row.
    """
    if type_token not in ROWS:
        raise ProviderError(
            f"the local AWS provider does not implement {type_token}; add a row for it in harness/provider/types "
            "(docs/provider.md says how)"
        )
    return ROWS[type_token]
