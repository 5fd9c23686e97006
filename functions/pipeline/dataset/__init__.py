"""Labelled pages, and versions of datasets that are made of them."""
