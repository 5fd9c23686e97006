"""The first step: makes a version of the dataset."""
