# %% [markdown]
# # {{project}}
#
# What is in the tables. The figure shows the schemas, from left to right as the data flow.
#
# ![The schemas](../docs/pipeline.svg)
# %% [markdown]
# Importing the modules declares the tables that the database does not have yet.
# %%
{{import.modules}}
# %% [markdown]
{{if chapter}}
# What people entered:
# %%
subject.Subject()
# %%
acquisition.Session()
# %% [markdown]
# What the worker filled in:
# %%
acquisition.Recording()
# %%
analysis.Activity()
# %% [markdown]
# Restrict a table with `&`, and join tables with `*`. The attributes of a table, and where they come from:
# %%
print(analysis.Activity().describe())
# %%
analysis.Activity() * acquisition.Session() & "events > 0"
{{else}}
# What people entered:
# %%
{{first}}.{{first.class}}()
# %% [markdown]
# What the worker filled in:
# %%
{{last.table}}()
# %% [markdown]
# The attributes of a table, and where they come from:
# %%
print({{last.table}}().describe())
{{end}}
