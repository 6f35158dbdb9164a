"""What the units say about the task."""

import datajoint as dj
import numpy as np

from . import acquisition, processing

schema = dj.Schema("workflow_analysis")


def violation_rate(spike_times, refractory=0.002):
    """Return the share of intervals that are shorter than refractory (s)."""
    if len(spike_times) < 2:
        return 0.0
    return float(np.mean(np.diff(spike_times) < refractory))


def rate_between(spike_times, start, stop):
    """Return the firing rate (Hz) from start to stop (s)."""
    first, last = np.searchsorted(spike_times, (start, stop))
    return (last - first) / (stop - start)


@schema
class UnitQuality(dj.Computed):
    definition = """
    # How well a unit is isolated
    -> processing.SpikeSorting.Unit
    ---
    firing_rate : float32  # Hz, over the whole session
    violations  : float32  # share of intervals within the refractory period
    """

    def make(self, key):
        times = (processing.SpikeSorting.Unit & key).fetch1("spike_times")
        duration = (acquisition.Recording & key).fetch1("duration")
        self.insert1(
            {
                **key,
                "firing_rate": len(times) / duration,
                "violations": violation_rate(times),
            }
        )


@schema
class ToneResponse(dj.Computed):
    definition = """
    # The firing of one unit around the tone of one trial
    -> processing.SpikeSorting.Unit
    -> acquisition.Behavior.Trial
    ---
    baseline : float32  # Hz, half a second before the tone
    response : float32  # Hz, half a second from the tone's onset
    """

    window = 0.5  # s

    def make(self, key):
        times = (processing.SpikeSorting.Unit & key).fetch1("spike_times")
        onset = (acquisition.Behavior.Trial & key).fetch1("tone_onset")
        self.insert1(
            {
                **key,
                "baseline": rate_between(times, onset - self.window, onset),
                "response": rate_between(times, onset, onset + self.window),
            }
        )
