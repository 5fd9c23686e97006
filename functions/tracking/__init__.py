"""What the MLflow container runs: the server over PostgreSQL and S3, and the upgrade of its tables."""
