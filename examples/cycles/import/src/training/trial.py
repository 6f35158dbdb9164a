"""Single trials."""

import datajoint as dj

from . import stage

schema = dj.Schema("training_trial")


@schema
class Trial(dj.Manual):
    definition = """
    # One choice of one animal
    subject : varchar(16)
    trial   : int32
    ---
    -> stage.Stage
    correct : bool
    """
