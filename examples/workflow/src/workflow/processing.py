"""From voltage traces to spikes."""

import datajoint as dj
import numpy as np
from scipy import signal

from . import acquisition

schema = dj.Schema("workflow_processing")


def threshold_crossings(trace, threshold, refractory):
    """Return the samples at which trace falls below threshold.

    Crossings that follow an earlier one by fewer than refractory samples are
    left out.
    """
    below = trace < threshold
    onsets = np.flatnonzero(below[1:] & ~below[:-1]) + 1
    kept = []
    for onset in onsets:
        if not kept or onset - kept[-1] >= refractory:
            kept.append(onset)
    return np.asarray(kept, dtype=np.int64)


@schema
class FilterParams(dj.Lookup):
    definition = """
    # Settings of the band-pass filter
    filter_name  : varchar(16)
    ---
    low          : float32  # Hz
    high         : float32  # Hz
    filter_order : int8
    """
    contents = [
        ("default", 300, 6000, 3),
        ("narrow", 500, 3000, 3),
    ]


@schema
class Filtering(dj.Computed):
    definition = """
    # Band-passed traces with the common median removed
    -> acquisition.Recording
    -> FilterParams
    ---
    traces : <blob@main>  # samples by channels, uV
    """

    def make(self, key):
        rate, raw = (acquisition.Recording & key).fetch1("sampling_rate", "raw")
        scale = (acquisition.Recording.Channel & key).to_arrays(
            "scale", order_by="channel"
        )
        low, high, order = (FilterParams & key).fetch1("low", "high", "filter_order")
        with raw.open() as file:
            voltage = np.load(file) * scale
        band = signal.butter(order, (low, high), "bandpass", fs=rate, output="sos")
        traces = signal.sosfiltfilt(band, voltage, axis=0)
        traces -= np.median(traces, axis=1, keepdims=True)
        self.insert1({**key, "traces": traces.astype(np.float32)})


@schema
class SpikeSorting(dj.Computed):
    definition = """
    # Spikes found in the filtered traces of one session
    -> Filtering
    ---
    threshold : float32  # in units of the noise's standard deviation
    """

    class Unit(dj.Part):
        definition = """
        # One putative neuron
        -> master
        unit : int16
        ---
        -> acquisition.Recording.Channel.proj(peak_channel="channel")
        spike_times : <blob@main>  # s after the start of the recording
        """

    threshold = 5.0
    refractory = 0.001  # s

    def make(self, key):
        traces = (Filtering & key).fetch1("traces")
        rate = (acquisition.Recording & key).fetch1("sampling_rate")
        channels = (acquisition.Recording.Channel & key).to_arrays(
            "channel", order_by="channel"
        )
        noise = np.median(np.abs(traces), axis=0) / 0.6745
        units = []
        for column, channel in enumerate(channels):
            spikes = threshold_crossings(
                traces[:, column],
                -self.threshold * noise[column],
                int(self.refractory * rate),
            )
            if len(spikes):
                units.append((channel, spikes / rate))
        self.insert1({**key, "threshold": self.threshold})
        self.Unit.insert(
            {**key, "unit": unit, "peak_channel": channel, "spike_times": times}
            for unit, (channel, times) in enumerate(units, 1)
        )
