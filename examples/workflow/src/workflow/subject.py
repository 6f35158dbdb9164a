"""The animals and where they come from."""

import datajoint as dj

schema = dj.Schema("workflow_subject")


@schema
class Species(dj.Lookup):
    definition = """
    # Species that the lab works with
    species : varchar(32)  # binomial name
    ---
    common_name : varchar(32)
    """
    contents = [
        ("Mus musculus", "house mouse"),
        ("Rattus norvegicus", "brown rat"),
    ]


@schema
class Strain(dj.Lookup):
    definition = """
    # Strains, by the name that the supplier gives them
    strain : varchar(32)
    ---
    -> Species
    """
    contents = [
        ("C57BL/6J", "Mus musculus"),
        ("Pvalb-IRES-Cre", "Mus musculus"),
        ("Long-Evans", "Rattus norvegicus"),
    ]


@schema
class Subject(dj.Manual):
    definition = """
    # One animal
    subject : varchar(16)  # ear tag
    ---
    -> Strain
    sex        : enum('F', 'M', 'U')
    birth_date : date
    """
