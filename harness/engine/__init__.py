"""A deployment engine that speaks Pulumi's gRPC protocol, so that the program deploys where no Pulumi CLI is installed."""
