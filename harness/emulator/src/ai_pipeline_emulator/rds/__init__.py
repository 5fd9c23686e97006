"""RDS instances of PostgreSQL, each a server of its own."""
