"""How the functions run ONNX models."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from functions.shared.reading.model_files import ModelError
from functions.shared.reading.signature import Signature, check


@dataclass(frozen=True)
class EngineConfig:
    """Options of every onnxruntime session.

    Attributes:
        threads: threads within one model run. Lambda gives one virtual CPU per 1,769 MB of memory.
    """

    threads: int = 1

    @classmethod
    def for_this_process(cls) -> EngineConfig:
        """As many threads as the process may run on, but no more than two: a page gains little from more."""
        return cls(threads=min(2, len(os.sched_getaffinity(0))))


class Model:
    """An ONNX model with one input and one output, both float32.

    Args:
        path: its file.
        config: how to run it.
        signature: what it must take and give.

    Raises:
        ModelError: it does not load, or is another kind of model.
    """

    def __init__(self, path: Path, config: EngineConfig, signature: Signature) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = config.threads
        options.inter_op_num_threads = 1
        # Shapes vary from page to page, and a memory plan is kept for each. The arena without plans needs least
        # (measured for one detection: 190 MB, with plans 281 MB, without the arena 421 MB).
        options.enable_mem_pattern = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors have no class of their own
            raise ModelError(f"onnxruntime does not load {path.name}: {error}") from error
        check(path.name, signature, self._session.get_inputs(), self._session.get_outputs())
        self._input = self._session.get_inputs()[0].name

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        output: NDArray[np.float32] = self._session.run(None, {self._input: batch})[0]
        return output
