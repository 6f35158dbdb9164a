"""The computations, on data whose answer is known.

The modules are imported inside the tests because importing them declares the
tables, which takes a database.
"""

import numpy as np


def test_crossings_are_onsets():
    from workflow.processing import threshold_crossings

    trace = np.array([0, -1, -6, -7, 0, -6, 0, 0, 0, -9])
    assert threshold_crossings(trace, -5, refractory=1).tolist() == [2, 5, 9]


def test_crossings_in_the_refractory_period_are_left_out():
    from workflow.processing import threshold_crossings

    trace = np.array([0, -6, 0, -6, 0, 0, -6])
    assert threshold_crossings(trace, -5, refractory=3).tolist() == [1, 6]


def test_violation_rate():
    from workflow.analysis import violation_rate

    assert violation_rate(np.array([])) == 0
    assert violation_rate(np.array([0, 0.001, 0.1])) == 0.5


def test_rate_between():
    from workflow.analysis import rate_between

    assert rate_between(np.array([0.1, 0.6, 0.7, 1.2]), 0.5, 1.0) == 4


def test_lookups_are_filled():
    from workflow.processing import FilterParams
    from workflow.subject import Species

    assert len(Species()) >= 2
    assert (FilterParams & {"filter_name": "default"}).fetch1("low") == 300
