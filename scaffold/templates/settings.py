"""The settings of pyproject.toml, which DataJoint does not read itself.

Git keeps no credentials. Those of the store "main" come from the environment, as
STORE_MAIN_ACCESS_KEY and STORE_MAIN_SECRET_KEY. STORE_MAIN_ENDPOINT replaces its
endpoint.
"""

import os
import tomllib
from pathlib import Path

import datajoint as dj

with open(Path(__file__).parents[2] / "pyproject.toml", "rb") as file:
    settings = tomllib.load(file)["tool"]["datajoint"]

for store, spec in settings["stores"].items():
    for key in ("endpoint", "access_key", "secret_key"):
        value = os.environ.get(f"STORE_{store}_{key}".upper())
        if value:
            spec[key] = value

for name, value in settings.items():
    dj.config[name] = value
