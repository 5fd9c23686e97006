import pytest

from functions.shared.settings import ConfigurationError, InferenceSettings, Settings

COMPLETE = {"ENVIRONMENT": "dev", "INPUT_BUCKET": "in", "RESULTS_BUCKET": "out"}


def test_optional_variables_have_the_documented_defaults():
    settings = Settings.from_environment(COMPLETE)
    assert (settings.max_upload_bytes, settings.upload_url_seconds) == (20 * 1024 * 1024, 900)
    assert settings.allowed_origins == ()


def test_origins_are_separated_by_commas():
    settings = Settings.from_environment({**COMPLETE, "CORS_ALLOWED_ORIGINS": "https://a.example, https://b.example,"})
    assert settings.allowed_origins == ("https://a.example", "https://b.example")


def test_every_missing_variable_is_named_at_once():
    with pytest.raises(ConfigurationError, match="^set INPUT_BUCKET, RESULTS_BUCKET in the function's environment$"):
        Settings.from_environment({"ENVIRONMENT": "dev", "INPUT_BUCKET": ""})


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5", "²"])
def test_a_size_must_be_a_positive_whole_number(value):
    with pytest.raises(ConfigurationError, match="MAX_UPLOAD_BYTES must be a positive whole number, not"):
        Settings.from_environment({**COMPLETE, "MAX_UPLOAD_BYTES": value})


def test_functions_that_read_pages_need_more():
    with pytest.raises(ConfigurationError, match="MODELS_BUCKET, EVENT_BUS_NAME, DEAD_LETTER_QUEUE_URL, FEATURE_STORE"):
        InferenceSettings.from_environment(COMPLETE)
