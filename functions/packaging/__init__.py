"""Builds the deterministic function zips and layers that components/ deploys. Runs at build time, never on Lambda."""
