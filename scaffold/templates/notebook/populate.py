# %% [markdown]
# # From data to results
#
# The steps from the first row to the last result, on simulated data. Run it as often as you like: it enters each row once.
# %%
import numpy as np

{{if chapter}}
from {{package}} import acquisition, analysis, subject, worker
{{else}}
{{import.entered}}
{{end}}
# %% [markdown]
{{if chapter}}
# An animal:
# %%
subject.Subject.insert1(
    {"subject": "M001", "species": "Mus musculus", "birth_date": "2026-01-15"},
    skip_duplicates=True,
)
# %% [markdown]
# A recording of ten seconds, with an event in each of them. In your lab, the amplifier writes this file.
# %%
rate = 1000.0  # Hz
trace = np.random.default_rng(seed=1).normal(scale=1e-5, size=10_000)
for onset in range(500, 10_000, 1000):
    trace[onset : onset + 50] += 1e-3
np.save(acquisition.DATA / "M001-1.npy", trace)
# %% [markdown]
# The session that says where the recording is:
# %%
acquisition.Session.insert1(
    {
        "subject": "M001",
        "session": 1,
        "session_date": "2026-04-01",
        "sampling_rate": rate,
        "trace_file": "M001-1.npy",
    },
    skip_duplicates=True,
)
{{else}}
# A trace:
# %%
trace = np.random.default_rng(seed=1).normal(size=10_000)
{{first}}.{{first.class}}.insert1(
    {"{{first}}_id": 1, "trace": trace},
    skip_duplicates=True,
)
{{end}}
# %% [markdown]
# The worker in Docker fills the automated tables within a minute. Here is what it does:
# %%
worker.populate()
# %% [markdown]
# The results:
# %%
{{last.table}}()
{{if chapter}}
# %%
analysis.Activity.Event()
{{end}}
