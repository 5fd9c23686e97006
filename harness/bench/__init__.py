"""Measures the figures that the project promises, and prints them beside their goals. Nothing here is a test."""
