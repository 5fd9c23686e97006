"""Budgets can be made and dropped in Moto, but not changed: this changes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def update_budget(error: Callable[..., Exception]) -> Callable[[Any, dict[str, Any]], dict[str, Any]]:
    """The handler of UpdateBudget over Moto's own budgets.

    Args:
        error: the emulator's exception for AWS errors, called with code, message and HTTP status.
    """

    def update(context: Any, request: dict[str, Any]) -> dict[str, Any]:
        from moto.budgets.models import budgets_backends  # with the service, when it is first asked

        account, wanted = request["AccountId"], request["NewBudget"]
        budgets = budgets_backends[context.account_id]["aws"].budgets[account]
        if wanted["BudgetName"] not in budgets:
            raise error("NotFoundException", f"Unable to find budget: {wanted['BudgetName']}", 404)
        period = {name: moment.timestamp() for name, moment in wanted.get("TimePeriod", {}).items()}  # as Moto keeps it
        budgets[wanted["BudgetName"]].budget.update({**wanted, **({"TimePeriod": period} if period else {})})
        return {}

    return update
