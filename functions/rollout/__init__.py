"""The function that ends the trial of a model version when an alarm on it rings."""
