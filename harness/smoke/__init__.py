"""Proves a deployed stack from outside: each check uses it as a client, another team or on call would."""
