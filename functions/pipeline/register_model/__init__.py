"""The last step: makes a model version of what a run made."""
