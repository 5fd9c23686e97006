"""What the training task runs, on Fargate or as a local process. Only this part needs PyTorch."""
