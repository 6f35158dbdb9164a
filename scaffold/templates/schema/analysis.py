"""What the traces show."""

import datajoint as dj
import numpy as np

from . import processing

schema = dj.Schema("{{database}}")


def onsets(trace, threshold):
    """Return the samples at which a trace rises above a threshold."""
    above = trace > threshold
    return np.flatnonzero(above[1:] & ~above[:-1]) + 1


@schema
class Activity(dj.Computed):
    definition = """
    # What a smoothed trace shows
    -> processing.SmoothTrace
    ---
    threshold : {{float64}}  # V, three standard deviations above the mean
    events : {{int32}}  # how often the trace rises above the threshold
    """

    class Event(dj.Part):
        definition = """
        # The trace rises above the threshold
        -> master
        event : {{int32}}  # counted from 1
        ---
        onset : {{int32}}  # sample, counted from 0
        """

    def make(self, key):
        trace = (processing.SmoothTrace & key).fetch1("trace")
        threshold = trace.mean() + 3 * trace.std()
        found = onsets(trace, threshold)
        self.insert1({**key, "threshold": threshold, "events": len(found)})
        self.Event.insert(
            {**key, "event": event, "onset": onset}
            for event, onset in enumerate(found, 1)
        )
