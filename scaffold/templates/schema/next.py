"""What is computed from {{upstream}}: replace the table by your own."""

import datajoint as dj
import numpy as np

from . import {{upstream}}

schema = dj.Schema("{{database}}")


def center(trace):
    """Return a trace less its mean."""
    return trace - np.mean(trace)


@schema
class {{class}}(dj.Computed):
    definition = """
    # A trace of {{upstream}} less its mean
    -> {{upstream}}.{{upstream.class}}
    ---
    trace : {{blob}}  # a value for each sample
    """

    def make(self, key):
        trace = ({{upstream}}.{{upstream.class}} & key).fetch1("trace")
        self.insert1({**key, "trace": center(trace)})
