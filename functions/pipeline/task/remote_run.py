"""The folder of a run, kept in S3 so that another task can take it up."""

from __future__ import annotations

from pathlib import Path

from functions.pipeline import keys
from functions.pipeline.objects import Objects
from functions.shared.model_manifest import MANIFEST

CHECKPOINT = "checkpoint.pt"
MAX_CHECKPOINT_BYTES = 512 * 1024 * 1024


class RemoteRun:
    """A run's folder here and in S3.

    Args:
        objects: of the training bucket.
        execution: name of the run.
        folder: where training keeps its checkpoint.
    """

    def __init__(self, objects: Objects, execution: str, folder: Path) -> None:
        self._objects, self._execution, self._folder = objects, execution, folder
        self._kept = 0

    @property
    def done(self) -> bool:
        """Whether training has left its report, as it does at its very end."""
        return self._objects.find(self.key("training.json"), MAX_CHECKPOINT_BYTES) is not None

    def key(self, name: str) -> str:
        return keys.run(self._execution, name)

    def fetch_checkpoint(self) -> bool:
        """Brings the last checkpoint here, if there is one."""
        data = self._objects.find(self.key(f"checkpoints/{CHECKPOINT}"), MAX_CHECKPOINT_BYTES)
        if data is None:
            return False
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / CHECKPOINT).write_bytes(data)
        self._kept = self._written()
        return True

    def keep_checkpoint(self) -> None:
        """Copies the checkpoint to S3, if it is another than the last time."""
        written = self._written()
        if written != self._kept:
            self._objects.write(self.key(f"checkpoints/{CHECKPOINT}"), (self._folder / CHECKPOINT).read_bytes())
            self._kept = written

    def keep_model(self, folder: Path, report: bytes) -> None:
        """Copies a model version's files, its manifest after them and the run's report last."""
        for path in sorted(folder.iterdir(), key=lambda path: path.name == MANIFEST):
            self._objects.write(self.key(f"model/{path.name}"), path.read_bytes())
        self._objects.write(self.key("training.json"), report)

    def _written(self) -> int:
        path = self._folder / CHECKPOINT
        return path.stat().st_mtime_ns if path.exists() else 0
