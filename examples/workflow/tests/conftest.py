"""Tests need the database and the store of docker/docker-compose.yaml."""

import os

import pytest


def pytest_collection_modifyitems(items):
    if "DJ_HOST" in os.environ:
        return
    needs_database = pytest.mark.skip(reason="needs DJ_HOST, see README.md")
    for item in items:
        item.add_marker(needs_database)
