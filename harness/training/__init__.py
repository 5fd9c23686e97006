"""Training runs of the deployed stack: starts one, follows it, and tells how it ended. For the command `train`."""
