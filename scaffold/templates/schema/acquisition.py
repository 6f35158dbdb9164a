"""The sessions, and what was recorded in them."""

import os
from pathlib import Path

import datajoint as dj
import numpy as np

from . import subject  # noqa: F401  for the foreign key

schema = dj.Schema("{{database}}")

# The raw data are in the folder data of this project, or in DATA_DIR.
DATA = Path(os.environ.get("DATA_DIR", Path(__file__).parents[2] / "data"))


@schema
class Session(dj.Manual):
    definition = """
    # One session with an animal
    -> subject.Subject
    session : {{int16}}  # counted from 1 for each animal
    ---
    session_date : date  # day of the session
    sampling_rate : {{float64}}  # Hz
    trace_file : varchar(255)  # .npy file among the raw data
    """


@schema
class Recording(dj.Imported):
    definition = """
    # The voltage that was recorded in a session
    -> Session
    ---
    duration : {{float64}}  # s
    trace : {{blob}}  # V, a value for each sample
    """

    def make(self, key):
        file, rate = (Session & key).fetch1("trace_file", "sampling_rate")
        trace = np.load(DATA / file)
        self.insert1({**key, "duration": len(trace) / rate, "trace": trace})
