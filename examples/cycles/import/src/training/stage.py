"""The stages of training, and when an animal moves on."""

import datajoint as dj

from . import trial

schema = dj.Schema("training_stage")


@schema
class Stage(dj.Lookup):
    definition = """
    # Stage of training
    stage : int8
    ---
    required : float32  # share of correct trials that ends the stage
    """
    contents = [(1, 0.6), (2, 0.75), (3, 0.9)]

    def is_passed(self, key):
        """Whether the last hundred trials of an animal suffice."""
        recent = (trial.Trial & key).to_arrays("correct", order_by="trial DESC")[:100]
        return recent.mean() >= (self & key).fetch1("required")
