"""What the training container runs, and how its frozen lines came to be.

python -m functions.pipeline train       trains the run that TRAINING_INPUT describes
python -m functions.pipeline freeze      draws the lines that every model is judged by
"""

from __future__ import annotations

import logging
import os
import signal
import sys

from functions.pipeline.errors import BadDataset

BAD_DATASET = 65  # EX_DATAERR of sysexits.h; the workflow does not resume a task that ended with it

TERMINATED = 128 + signal.SIGTERM  # as a shell reports it
# Training does not wait for MLflow, whose client would try again for minutes at every report.
MLFLOW = {
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "10",
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",  # an address inside the network
}


def train() -> int:
    import boto3

    from functions.pipeline.objects import Objects
    from functions.pipeline.settings import PipelineSettings
    from functions.pipeline.task.heartbeat import Heartbeat
    from functions.pipeline.task.interruption import Interrupted, Interruption
    from functions.pipeline.task.training import TaskInput
    from functions.pipeline.task.training import train as run
    from functions.shared import clients

    settings = PipelineSettings.from_environment()
    training, models = (Objects(clients.s3, bucket) for bucket in (settings.training_bucket, settings.models_bucket))
    heartbeat = Heartbeat(boto3.client("stepfunctions"), os.environ.get("TASK_TOKEN"))
    task = TaskInput.parse(os.environ["TRAINING_INPUT"])
    interruption = Interruption()
    interruption.listen()
    for name, value in MLFLOW.items():
        os.environ.setdefault(name, value)
    try:
        run(task, training, models, settings.tracking_uri, heartbeat, interruption)
    except BadDataset as error:
        logging.error("%s", error)
        return BAD_DATASET
    except Interrupted:
        logging.warning("interrupted; the checkpoint is kept")
        return TERMINATED
    return 0


def freeze() -> int:
    from functions.pipeline.freeze import freeze as draw
    from functions.pipeline.frozen_lines import FROZEN

    print(f"{draw(FROZEN)} lines in {FROZEN}")
    return 0


COMMANDS = {"train": train, "freeze": freeze}


def main(arguments: list[str]) -> int:
    """Runs a command and returns the status to exit with."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print(f"usage: python -m functions.pipeline {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("botocore").setLevel(logging.WARNING)
    return COMMANDS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
