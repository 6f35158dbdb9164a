"""Probes, and where they went."""

import datajoint as dj

from . import session

schema = dj.Schema("recording_probe")


@schema
class Insertion(dj.Manual):
    definition = """
    # One probe in one brain
    -> session.Session
    insertion : int8
    ---
    depth : float32  # um
    """
