"""Tests that need no database: in them, a schema declares nothing."""

from unittest.mock import patch

import datajoint as dj
import numpy as np
{{if chapter}}
import pytest
{{end}}

with patch("datajoint.Schema", lambda name: lambda table: table):
    {{import.tested}}

MODULES = {{modules.tuple}}

{{if chapter}}

@pytest.mark.parametrize("samples", [1, 5, 25])
def test_smoothing_keeps_what_is_constant(samples):
    smooth = processing.smooth(np.ones(100), samples)
    assert np.allclose(smooth[samples:-samples], 1)


def test_onsets():
    trace = np.array([0, 2, 2, 0, 1, 2])
    assert analysis.onsets(trace, 1).tolist() == [1, 5]
{{else}}

def test_center():
    centered = {{last}}.center(np.array([1, 2, 3]))
    assert centered.tolist() == [-1, 0, 1]
{{end}}


def test_the_worker_fills_all_automated_tables():
    automated = {
        table
        for module in MODULES
        for table in vars(module).values()
        if isinstance(table, type) and issubclass(table, (dj.Imported, dj.Computed))
    }
    assert set(worker.TABLES) == automated
