"""How the functions run ONNX models."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray


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
    """An ONNX model with one input and one output, both float32."""

    def __init__(self, path: Path, config: EngineConfig) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = config.threads
        options.inter_op_num_threads = 1
        # Shapes vary from page to page, and a memory plan is kept for each. The arena without plans needs least
        # (measured for one detection: 190 MB, with plans 281 MB, without the arena 421 MB).
        options.enable_mem_pattern = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

    def __call__(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        output: NDArray[np.float32] = self._session.run(None, {self._input: batch})[0]
        return output
