"""ECS tasks and services as processes of this machine."""
