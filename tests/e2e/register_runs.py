"""Registers models as training does; runs in the environment of the MLflow image, which has MLflow's client.

`python register_runs.py URL NAME` registers a version, then one more for each line that it reads, and prints each
version with what was read back of it as a line of JSON.
"""

import json
import sys

import mlflow


def register(client: mlflow.MlflowClient, name: str) -> dict[str, str]:
    with mlflow.start_run() as run:
        mlflow.log_param("steps", 5)
        mlflow.log_metric("accuracy", 0.93)
        mlflow.log_text("weights", "model/model.onnx")
    made = client.create_model_version(name, f"runs:/{run.info.run_id}/model", run.info.run_id)
    client.set_registered_model_alias(name, "challenger", made.version)
    kept = client.get_model_version_by_alias(name, "challenger")
    weights = mlflow.artifacts.load_text(f"{run.info.artifact_uri}/model/model.onnx")
    return {"version": kept.version, "run": kept.run_id, "weights": weights}


def main(url: str, name: str) -> None:
    mlflow.set_tracking_uri(url)
    mlflow.set_experiment(name)
    client = mlflow.MlflowClient()
    client.create_registered_model(name)
    print(json.dumps(register(client, name)), flush=True)
    for _ in sys.stdin:
        print(json.dumps(register(client, name)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
