"""The recordings, made ready for the analysis."""

import datajoint as dj
import numpy as np

from . import acquisition

schema = dj.Schema("{{database}}")


def smooth(trace, samples):
    """Return the moving average of a trace over a number of samples."""
    return np.convolve(trace, np.ones(samples) / samples, mode="same")


@schema
class Smoothing(dj.Lookup):
    definition = """
    # Ways to smooth a trace
    smoothing : varchar(16)  # name of the way
    ---
    samples : {{int16}}  # width of the moving average
    """
    contents = [
        ("light", 5),
        ("strong", 25),
    ]


@schema
class SmoothTrace(dj.Computed):
    definition = """
    # A trace, smoothed
    -> acquisition.Recording
    -> Smoothing
    ---
    trace : {{blob}}  # V, a value for each sample
    """

    def make(self, key):
        trace = (acquisition.Recording & key).fetch1("trace")
        samples = (Smoothing & key).fetch1("samples")
        self.insert1({**key, "trace": smooth(trace, samples)})
