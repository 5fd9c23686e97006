from functions.packaging.sources import NAMES, function_files


def test_functions_that_read_pages_ship_the_engine_and_its_models():
    for name in ("ocr", "document"):
        files = function_files(name)
        assert "functions/shared/reading/__init__.py" in files
        assert any(path.startswith("functions/models/") for path in files)
        assert f"functions/{name}/handler.py" in files


def test_the_uploads_function_ships_no_engine_and_no_models():
    files = function_files("uploads")
    assert "functions/uploads/__init__.py" in files
    assert not [path for path in files if "reading" in path or "models" in path]


def test_no_function_ships_another_function_the_packaging_the_training_or_byte_code():
    for name in NAMES:
        folders = {path.split("/")[1] for path in function_files(name)}
        assert folders <= {"__init__.py", "shared", "models", name}
        assert not [path for path in function_files(name) if "__pycache__" in path]
