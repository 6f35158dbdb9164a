"""Sessions, each with the probe insertion that worked best."""

import datajoint as dj

schema = dj.Schema("recording_session")

# Not "from . import probe", since that would be a circular import.
probe = dj.VirtualModule("probe", "recording_probe")


@schema
class Session(dj.Manual):
    definition = """
    # One animal on the rig
    subject : varchar(16)
    session : int16
    ---
    -> [nullable] probe.Insertion.proj(best_insertion="insertion")
    """
