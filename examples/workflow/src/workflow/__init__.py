"""Extracellular recordings from head-fixed mice, from animal to single unit.

One module is one database schema, one class is one table:

    subject  ->  acquisition  ->  processing  ->  analysis

A module imports the modules upstream of it, and nothing else of this package.
"""
