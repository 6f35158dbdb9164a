"""Readers of the files that the microscope and Suite2p write.

Nothing here knows the database, so everything can be tested without one.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Header:
    """What the TIFF files of one scan say about it."""

    frame_rate: float  # Hz
    frames: int
    fields: list  # of dicts: height and width in pixels; x, y and z in um


def tiff_header(files):
    """Read the header of one scan, which may span several files."""
    import tifffile

    if not files:
        raise FileNotFoundError("the scan has no TIFF files")
    pages = 0
    for file in files:
        with tifffile.TiffFile(file) as tiff:
            pages += len(tiff.pages)
            settings = tiff.scanimage_metadata["FrameData"]
            height, width = tiff.pages[0].shape
    depths = np.atleast_1d(settings["SI.hStackManager.zs"])
    channels = np.atleast_1d(settings["SI.hChannels.channelSave"])
    return Header(
        frame_rate=settings["SI.hRoiManager.scanVolumeRate"],
        frames=pages // (len(depths) * len(channels)),
        fields=[
            {"height": height, "width": width, "x": 0, "y": 0, "z": depth}
            for depth in depths
        ],
    )


class Plane:
    """The folder that Suite2p writes for one plane."""

    def __init__(self, folder):
        self.folder = Path(folder)

    @property
    def ops(self):
        """Settings and results of the registration, a dict."""
        return np.load(self.folder / "ops.npy", allow_pickle=True).item()

    @property
    def masks(self):
        """The regions of interest, a list of dicts."""
        return list(np.load(self.folder / "stat.npy", allow_pickle=True))

    @property
    def is_cell(self):
        """For each region of interest: is it a cell, and with what probability."""
        return np.load(self.folder / "iscell.npy")

    @property
    def traces(self):
        """Fluorescence and that of the surround, each regions by frames."""
        return np.load(self.folder / "F.npy"), np.load(self.folder / "Fneu.npy")

    @property
    def spikes(self):
        """Deconvolved activity, regions by frames."""
        return np.load(self.folder / "spks.npy")


def planes(folder):
    """Return the planes of one run of Suite2p, shallow to deep."""
    found = Path(folder).glob("suite2p/plane*")
    return [Plane(p) for p in sorted(found, key=lambda p: int(p.name[5:]))]
