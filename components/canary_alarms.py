"""When the trial of a model version ends by itself: plain data.

Each alarm watches one metric, which the functions compare with the champion themselves: on a page that both read.
"""

from __future__ import annotations

from components.alarms import Alarm
from components.function import METRICS_NAMESPACE
from components.watched import WatchedModel

PERIOD_SECONDS = 60  # the least without paying for metrics of high resolution
# Of the characters that are likely right. Measured on 27 drawn pages: a version tried beside the one that it improves
# on never dropped by more than 0.014, the other way round the drop was 0.051 on average.
LARGEST_DROP = 0.05


def canary_alarms(model: WatchedModel) -> list[Alarm]:
    """The alarms on the canary of a model."""

    def alarm(key: str, description: str, metric: str, statistic: str, threshold: float) -> Alarm:
        return Alarm(
            f"canary-{key}",
            f"{description}; the canary was withdrawn: serving.json and the log of rollout say more",
            METRICS_NAMESPACE,
            metric,
            {"environment": model.environment, "model": model.name, "role": "canary"},
            statistic,
            threshold,
            period=PERIOD_SECONDS,
        )

    return [
        alarm("rejected", "A canary did not load or is not what its manifest says", "ModelRejected", "Sum", 1),
        alarm("errors", "A canary failed on a page", "ModelErrors", "Sum", 1),
        alarm("confidence", "A canary is less sure than the champion", "ModelConfidenceDrop", "Average", LARGEST_DROP),
    ]
