"""What the pipeline starts from: replace the table by your own."""

import datajoint as dj
{{if only}}
import numpy as np
{{end}}

schema = dj.Schema("{{database}}")


@schema
class {{class}}(dj.Manual):
    definition = """
    # A trace, entered by hand
    {{name}}_id : {{int32}}  # number of the trace
    ---
    trace : {{blob}}  # a value for each sample
    """
{{if only}}


def center(trace):
    """Return a trace less its mean."""
    return trace - np.mean(trace)


@schema
class {{class}}Result(dj.Computed):
    definition = """
    # A trace less its mean
    -> {{class}}
    ---
    trace : {{blob}}  # a value for each sample
    """

    def make(self, key):
        self.insert1({**key, "trace": center(({{class}} & key).fetch1("trace"))})
{{end}}
