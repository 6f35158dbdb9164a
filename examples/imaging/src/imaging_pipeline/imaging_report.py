"""Figures for the weekly meeting."""

import tempfile
from pathlib import Path

import datajoint as dj
import numpy as np

from . import imaging

schema = dj.Schema("imaging_report")


@schema
class ScanReport(dj.Computed):
    definition = """
    # One page per scan: the average image and the masks on it
    -> imaging.MotionCorrection
    -> imaging.Segmentation
    ---
    cells : int16          # number of masks
    page  : <attach@main>  # PDF
    """

    def make(self, key):
        from matplotlib.figure import Figure

        masks = (imaging.Segmentation.Mask & key).to_dicts()
        images = (imaging.MotionCorrection.Summary & key).to_dicts(order_by="field")
        figure = Figure(figsize=(6 * len(images), 6))
        for column, image in enumerate(images, 1):
            axes = figure.add_subplot(1, len(images), column)
            axes.imshow(image["average"], cmap="gray")
            here = [mask for mask in masks if mask["field"] == image["field"]]
            axes.plot(
                [mask["center_x"] for mask in here],
                [mask["center_y"] for mask in here],
                "o",
            )
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "scan.pdf"
            figure.savefig(page)
            self.insert1({**key, "cells": len(masks), "page": page})


@schema
class TraceReport(dj.Computed):
    definition = """
    # How active one cell was
    -> imaging.Activity.Trace
    ---
    peak  : float32  # largest relative change of fluorescence
    noise : float32  # median absolute change from frame to frame
    """

    def make(self, key):
        activity = (imaging.Activity.Trace & key).fetch1("activity")
        self.insert1(
            {
                **key,
                "peak": activity.max(),
                "noise": np.median(np.abs(np.diff(activity))),
            }
        )
