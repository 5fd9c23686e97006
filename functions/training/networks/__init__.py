"""The networks behind the shipped models as plain PyTorch modules, and their weights."""
