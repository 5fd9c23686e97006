from functions.packaging.sources import NAMES, function_files


def test_functions_that_read_pages_ship_the_engine_and_its_models():
    for name in ("ocr", "document"):
        files = function_files(name)
        assert "functions/shared/reading/__init__.py" in files
        assert any(path.startswith("functions/models/") for path in files)
        assert f"functions/{name}/handler.py" in files


def test_functions_that_read_no_pages_ship_no_engine_and_no_models():
    for name in ("uploads", "rollout"):
        files = function_files(name)
        assert f"functions/{name}/handler.py" in files
        assert not [path for path in files if "shared/reading" in path or path.startswith("functions/models")]


def test_the_steps_of_training_ship_what_they_judge_by_but_not_what_trains():
    for name in ("prepare-data", "evaluate-model", "register-model"):
        files = function_files(name)
        assert f"functions/pipeline/{name.replace('-', '_')}/handler.py" in files
        assert "functions/pipeline/frozen/lines.zip" in files
        assert "functions/evaluation/characters.py" in files
        assert not [path for path in files if "training" in path or "pipeline/task" in path]


def test_no_function_ships_another_function_the_packaging_the_training_or_byte_code():
    for name in NAMES:
        folders = {path.split("/")[1] for path in function_files(name)}
        own = {name} if name in ("ocr", "document", "uploads", "rollout") else {"pipeline", "evaluation"}
        assert folders <= {"__init__.py", "shared", "models", *own}
        assert not [path for path in function_files(name) if "__pycache__" in path]
