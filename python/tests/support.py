"""What the tests share."""

import importlib.util
import unittest
from pathlib import Path
from typing import Callable

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WORKFLOW = EXAMPLES / "workflow"
CYCLE = EXAMPLES / "cycles" / "foreign-key"


def needs(*modules: str) -> Callable:
    """Skip a test where a module is not installed. CI installs them all."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    return unittest.skipIf(missing, f"needs {', '.join(missing)}; install it with pip or your system")
