"""What the microscope recorded."""

import os
from pathlib import Path

import datajoint as dj

from . import readers, reference, session

schema = dj.Schema("imaging_scan")


@schema
class Channel(dj.Lookup):
    definition = """
    # Detector of the microscope
    channel : int8
    ---
    color : enum('green', 'red')
    """
    contents = [(0, "green"), (1, "red")]


@schema
class AcquisitionSoftware(dj.Lookup):
    definition = """
    # Program that controls the microscope
    acq_software : varchar(24)
    """
    contents = [("ScanImage",), ("Scanbox",), ("PrairieView",)]


@schema
class Scan(dj.Manual):
    definition = """
    # One recording without interruption
    -> session.Session
    scan_id : int16
    ---
    -> AcquisitionSoftware
    -> reference.Microscope
    power=null : float32  # mW below the objective
    """


@schema
class ScanLocation(dj.Manual):
    definition = """
    # Where in the brain
    -> Scan
    ---
    -> [nullable] reference.BrainRegion
    ap    : float32  # mm from bregma, anterior is positive
    ml    : float32  # mm from bregma, right is positive
    depth : float32  # um below the surface
    """


@schema
class ScanInfo(dj.Imported):
    definition = """
    # Header of the scan's files
    -> Scan
    ---
    frame_rate : float32  # Hz
    frames     : int32
    fields     : int8
    """

    class Field(dj.Part):
        definition = """
        # Plane or patch that is scanned as one image
        -> master
        field : int8
        ---
        height : int16    # pixels
        width  : int16    # pixels
        x      : float32  # um
        y      : float32  # um
        z      : float32  # um
        """

    class ScanFile(dj.Part):
        definition = """
        -> master
        file_id : int16
        ---
        tiff : <filepath@raw>
        """

    def make(self, key):
        folder = (session.SessionDirectory & key).fetch1("session_dir")  # djdag: ignore[make-reads-undeclared] it only says where the files are
        root = Path(os.environ["IMAGING_DATA"])
        files = sorted((root / folder).glob(f"scan{key['scan_id']:02}_*.tif"))
        header = readers.tiff_header(files)
        self.insert1(
            {
                **key,
                "frame_rate": header.frame_rate,
                "frames": header.frames,
                "fields": len(header.fields),
            }
        )
        self.Field.insert(
            {**key, "field": number, **field}
            for number, field in enumerate(header.fields)
        )
        self.ScanFile.insert(
            {**key, "file_id": number, "tiff": file.relative_to(root).as_posix()}
            for number, file in enumerate(files)
        )
