"""What was recorded: sessions, voltage traces and behavioral trials."""

import json
import os
from pathlib import Path

import datajoint as dj

from . import subject

schema = dj.Schema("workflow_acquisition")


def session_folder(key):
    """Return the folder that holds the raw files of one session."""
    folder = (Session & key).fetch1("session_dir")
    return Path(os.environ["WORKFLOW_DATA"]) / folder


@schema
class Experimenter(dj.Lookup):
    definition = """
    # People who run experiments
    experimenter : varchar(16)  # user name
    ---
    full_name : varchar(64)
    """
    contents = [
        ("amara", "Amara Okafor"),
        ("jonas", "Jonas Lindqvist"),
    ]


@schema
class Session(dj.Manual):
    definition = """
    # One animal on the rig, from head fixation to release
    -> subject.Subject
    session : int16  # counted from 1 for each animal
    ---
    -> Experimenter.proj(operator="experimenter")              # who ran the rig
    -> [nullable] Experimenter.proj(assistant="experimenter")  # who helped
    session_start    : datetime
    session_dir      : varchar(255)  # below WORKFLOW_DATA
    session_note=""  : varchar(1000)
    """


@schema
class Recording(dj.Imported):
    definition = """
    # The voltage traces of one session, as the amplifier wrote them
    -> Session
    ---
    sampling_rate : float32         # Hz
    duration      : float32         # s
    raw           : <object@main>   # array of samples by channels, .npy
    """

    class Channel(dj.Part):
        definition = """
        # One site of the probe
        -> master
        channel : int16
        ---
        x     : float32  # um along the shank's width
        y     : float32  # um from the tip
        scale : float32  # uV per bit
        """

    def make(self, key):
        folder = session_folder(key)
        header = json.loads((folder / "recording.json").read_text())
        self.insert1(
            {
                **key,
                "sampling_rate": header["sampling_rate"],
                "duration": header["samples"] / header["sampling_rate"],
                "raw": folder / "recording.npy",
            }
        )
        self.Channel.insert({**key, **site} for site in header["channels"])


@schema
class Behavior(dj.Imported):
    definition = """
    # What the animal did during one session
    -> Session
    ---
    trials : int16  # number of trials
    """

    class Trial(dj.Part):
        definition = """
        # One presentation of a tone and the answer to it
        -> master
        trial : int16
        ---
        tone_onset   : float64  # s after the start of the recording
        tone         : float32  # kHz
        outcome      : enum('hit', 'miss', 'correct rejection', 'false alarm')
        lick_at=null : float64  # s after the start of the recording
        """

    def make(self, key):
        trials = json.loads((session_folder(key) / "trials.json").read_text())
        self.insert1({**key, "trials": len(trials)})
        self.Trial.insert(
            {**key, "trial": number, **trial} for number, trial in enumerate(trials, 1)
        )
