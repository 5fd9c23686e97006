"""What CloudWatch sends to a function that is the action of an alarm.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.shared.errors import UnexpectedEvent

RINGS = "ALARM"


@dataclass(frozen=True)
class Alarm:
    """An alarm that changed its state.

    Attributes:
        name: of the alarm.
        rings: whether the state is `ALARM` now.
        reason: why, in CloudWatch's words.
    """

    name: str
    rings: bool
    reason: str

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Alarm:
        """The alarm of an event.

        Raises:
            UnexpectedEvent: the event is none of an alarm.
        """
        try:
            data = event["alarmData"]
            state = data["state"]
            return cls(str(data["alarmName"]), state["value"] == RINGS, str(state.get("reason", "")))
        except (KeyError, TypeError, AttributeError) as error:
            raise UnexpectedEvent("the rollout function takes alarms of CloudWatch, and nothing else") from error
