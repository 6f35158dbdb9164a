"""The animals."""

import datajoint as dj

schema = dj.Schema("{{database}}")


@schema
class Species(dj.Lookup):
    definition = """
    # Species that the lab works with
    species : varchar(32)  # scientific name
    ---
    common_name : varchar(32)  # name in English
    """
    contents = [
        ("Mus musculus", "house mouse"),
        ("Rattus norvegicus", "brown rat"),
    ]


@schema
class Subject(dj.Manual):
    definition = """
    # One animal
    subject : varchar(16)  # ear tag
    ---
    -> Species
    birth_date : date  # day of birth
    """
