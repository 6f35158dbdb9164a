"""From frames to the activity of single cells."""

import os
from pathlib import Path

import datajoint as dj
import numpy as np

from . import readers, scan

schema = dj.Schema("imaging_imaging")


def processed_planes(key):
    """Return the output of the run that a key stands for, one per field."""
    folder = (ProcessingTask & key).fetch1("output_dir")
    return readers.planes(Path(os.environ["IMAGING_DATA"]) / folder)


@schema
class ProcessingMethod(dj.Lookup):
    definition = """
    # Program that registers frames and finds cells
    method : varchar(16)
    ---
    method_description="" : varchar(255)
    """
    contents = [
        ("suite2p", "registration, segmentation and deconvolution"),
    ]


@schema
class ProcessingParamSet(dj.Lookup):
    definition = """
    # Settings for one method
    paramset : int16
    ---
    -> ProcessingMethod
    paramset_description : varchar(128)
    params               : json
    unique index (method, paramset_description)
    """
    contents = [
        (0, "suite2p", "defaults, GCaMP6s", {"tau": 1.3, "nonrigid": True}),
        (1, "suite2p", "defaults, GCaMP6f", {"tau": 0.7, "nonrigid": True}),
        (2, "suite2p", "rigid only", {"tau": 1.3, "nonrigid": False}),
    ]


@schema
class ProcessingTask(dj.Manual):
    definition = """
    # Request to process one scan with one set of parameters
    -> scan.Scan
    -> ProcessingParamSet
    ---
    output_dir : varchar(255)  # below IMAGING_DATA
    """


@schema
class Processing(dj.Imported):
    definition = """
    # A request that has been carried out
    -> ProcessingTask
    ---
    finished : datetime
    output   : <object@main>  # the program's folder, as it wrote it
    """

    def make(self, key):
        planes = processed_planes(key)
        if not planes:
            raise FileNotFoundError(f"no output yet for {key}")
        self.insert1(
            {
                **key,
                "finished": planes[0].ops["date_proc"],
                "output": planes[0].folder.parent,
            }
        )


@schema
class MotionCorrection(dj.Imported):
    definition = """
    # How the frames were shifted
    -> Processing
    ---
    -> scan.Channel.proj(motion_channel="channel")  # that the shifts come from
    """

    class RigidShift(dj.Part):
        definition = """
        # Shift of whole frames
        -> master
        -> scan.ScanInfo.Field
        ---
        y_shifts : <blob@main>  # pixels, one per frame
        x_shifts : <blob@main>  # pixels, one per frame
        """

    class NonRigidShift(dj.Part):
        definition = """
        # Grid of the blocks that were shifted on their own
        -> master
        -> scan.ScanInfo.Field
        ---
        block_height : int16  # pixels
        block_width  : int16  # pixels
        """

    class Block(dj.Part):
        definition = """
        # Shift of one block
        -> master.NonRigidShift
        block : int16
        ---
        y_shifts : <blob@main>  # pixels, one per frame
        x_shifts : <blob@main>  # pixels, one per frame
        """

    class Summary(dj.Part):
        definition = """
        # Images of the corrected frames
        -> master
        -> scan.ScanInfo.Field
        ---
        average          : <npy@main>
        max_projection   : <npy@main>
        correlation=null : <npy@main>
        """

    def make(self, key):
        planes = [plane.ops for plane in processed_planes(key)]
        self.insert1({**key, "motion_channel": planes[0]["align_by_chan"] - 1})
        for field, ops in enumerate(planes):
            part = {**key, "field": field}
            self.RigidShift.insert1(
                {**part, "y_shifts": ops["yoff"], "x_shifts": ops["xoff"]}
            )
            if ops["nonrigid"]:
                height, width = ops["block_size"]
                self.NonRigidShift.insert1(
                    {**part, "block_height": height, "block_width": width}
                )
                shifts = zip(ops["yoff1"].T, ops["xoff1"].T)
                self.Block.insert(
                    {**part, "block": block, "y_shifts": y, "x_shifts": x}
                    for block, (y, x) in enumerate(shifts)
                )
            self.Summary.insert1(
                {
                    **part,
                    "average": ops["meanImg"],
                    "max_projection": ops["max_proj"],
                    "correlation": ops.get("Vcorr"),
                }
            )


@schema
class Segmentation(dj.Computed):
    definition = """
    # Regions of interest of one scan
    -> Processing
    """

    class Mask(dj.Part):
        definition = """
        # One region of interest
        -> master
        mask : int16
        ---
        -> scan.ScanInfo.Field
        -> scan.Channel.proj(segmentation_channel="channel")
        center_y : int16       # pixels
        center_x : int16       # pixels
        pixels   : <blob@main> # y, x and weight of each pixel
        """

    def make(self, key):
        self.insert1(key)
        number = 0
        for field, plane in enumerate(processed_planes(key)):
            channel = plane.ops["functional_chan"] - 1
            for mask in plane.masks:
                center_y, center_x = mask["med"]
                self.Mask.insert1(
                    {
                        **key,
                        "mask": number,
                        "field": field,
                        "segmentation_channel": channel,
                        "center_y": center_y,
                        "center_x": center_x,
                        "pixels": np.stack([mask["ypix"], mask["xpix"], mask["lam"]]),
                    }
                )
                number += 1


@schema
class MaskType(dj.Lookup):
    definition = """
    # What a region of interest may be
    mask_type : varchar(16)
    """
    contents = [("soma",), ("axon",), ("dendrite",), ("artefact",)]


@schema
class ClassificationMethod(dj.Lookup):
    definition = """
    # How the type of a mask is decided
    classifier : varchar(16)
    """
    contents = [("suite2p",)]


@schema
class MaskClassification(dj.Computed):
    definition = """
    # Types of the masks, according to one classifier
    -> Segmentation
    -> ClassificationMethod
    """

    class MaskType(dj.Part):
        definition = """
        -> master
        -> Segmentation.Mask
        ---
        -> MaskType
        confidence : float32  # 0 to 1
        """

    def make(self, key):
        cells = np.concatenate([plane.is_cell for plane in processed_planes(key)])
        self.insert1(key)
        self.MaskType.insert(
            {
                **key,
                "mask": mask,
                "mask_type": "soma" if is_cell else "artefact",
                "confidence": probability,
            }
            for mask, (is_cell, probability) in enumerate(cells)
        )


@schema
class Fluorescence(dj.Computed):
    definition = """
    # Brightness of all masks over time
    -> Segmentation
    """

    class Trace(dj.Part):
        definition = """
        -> master
        -> Segmentation.Mask
        -> scan.Channel.proj(fluorescence_channel="channel")
        ---
        fluorescence : <blob@main>  # one value per frame
        surround     : <blob@main>  # the same for the neuropil around the mask
        """

    def make(self, key):
        self.insert1(key)
        number = 0
        for plane in processed_planes(key):
            channel = plane.ops["functional_chan"] - 1
            for fluorescence, surround in zip(*plane.traces):
                self.Trace.insert1(
                    {
                        **key,
                        "mask": number,
                        "fluorescence_channel": channel,
                        "fluorescence": fluorescence,
                        "surround": surround,
                    }
                )
                number += 1


@schema
class ActivityMethod(dj.Lookup):
    definition = """
    # How activity is inferred from fluorescence
    activity_method : varchar(16)
    ---
    surround_weight : float32  # share of the surround that is subtracted
    baseline        : float32  # percentile that counts as rest
    """
    contents = [
        ("dff", 0.7, 8),
        ("dff-raw", 0, 8),
    ]


@schema
class Activity(dj.Computed):
    definition = """
    # Activity of all masks over time
    -> Fluorescence
    -> ActivityMethod
    """

    class Trace(dj.Part):
        definition = """
        -> master
        -> Fluorescence.Trace
        ---
        activity : <blob@main>  # relative change of fluorescence, one per frame
        """

    def make(self, key):
        weight, percentile = (ActivityMethod & key).fetch1(
            "surround_weight", "baseline"
        )
        self.insert1(key)
        for trace in (Fluorescence.Trace & key).to_dicts():
            corrected = trace.pop("fluorescence") - weight * trace.pop("surround")
            rest = np.percentile(corrected, percentile)
            self.Trace.insert1(
                {**trace, **key, "activity": (corrected - rest) / rest}
            )


@schema
class CellMatch(dj.Manual):
    definition = """
    # One cell, found in two scans of the same animal
    -> Segmentation.Mask.proj(first_session="session_start", first_scan="scan_id", first_paramset="paramset", first_mask="mask")
    -> Segmentation.Mask.proj(second_session="session_start", second_scan="scan_id", second_paramset="paramset", second_mask="mask")
    ---
    overlap : float32  # of the registered masks, 0 to 1
    """
