"""The colony: strains, alleles, breeding, and each animal's life."""

import datajoint as dj

from . import lab

schema = dj.Schema("imaging_subject")


@schema
class Species(dj.Lookup):
    definition = """
    # Species of the colony
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
    # Genetic background
    strain : varchar(32)
    ---
    -> Species
    """
    contents = [
        ("C57BL/6J", "Mus musculus"),
        ("CBA/CaJ", "Mus musculus"),
        ("Long-Evans", "Rattus norvegicus"),
    ]


@schema
class Allele(dj.Manual):
    definition = """
    # Modified gene
    allele : varchar(32)
    ---
    gene="" : varchar(64)
    """

    class Supplier(dj.Part):
        definition = """
        # Who sells animals that carry the allele
        -> master
        -> lab.Vendor
        ---
        stock_number : varchar(32)
        """


@schema
class Line(dj.Manual):
    definition = """
    # Breeding line
    line : varchar(32)
    ---
    -> Strain.proj(background="strain")
    is_active = 1 : bool
    """

    # The part has the name of the table that it refers to: in its definition,
    # "Allele" is the table of this module.
    class Allele(dj.Part):
        definition = """
        # Alleles that the line carries
        -> master
        -> Allele
        """


@schema
class Subject(dj.Manual):
    definition = """
    # One animal
    subject : varchar(16)
    ---
    -> Species
    -> [nullable] Line
    -> lab.Protocol
    sex        : enum('F', 'M', 'U')
    birth_date : date
    """

    class Source(dj.Part):
        definition = """
        # Animals that were not born here
        -> master
        ---
        -> lab.Vendor
        arrival : date
        """

    class Caretaker(dj.Part):
        definition = """
        -> master
        -> lab.Person.proj(caretaker="person")
        """


@schema
class Zygosity(dj.Manual):
    definition = """
    # Result of genotyping
    -> Subject
    -> Allele
    ---
    zygosity : enum('absent', 'heterozygous', 'homozygous', 'present')
    """


@schema
class BreedingPair(dj.Manual):
    definition = """
    # One female and one male, housed together
    breeding_pair : int32
    ---
    -> Subject.proj(dam="subject")
    -> Subject.proj(sire="subject")
    paired         : date
    separated=null : date
    """


@schema
class Litter(dj.Manual):
    definition = """
    # Pups born on one day
    -> BreedingPair
    born : date
    ---
    size : int8  # number of pups
    """

    class Pup(dj.Part):
        definition = """
        # Pups that were kept
        -> master
        -> [unique] Subject
        ---
        weaned : date
        """


@schema
class Weighing(dj.Manual):
    definition = """
    # Body weight
    -> Subject
    weighed : datetime
    ---
    weight : float32  # g
    -> [nullable] lab.Person.proj(weighed_by="person")
    """


@schema
class Death(dj.Manual):
    definition = """
    # End of an animal's life
    -> Subject
    ---
    died  : date
    cause : enum('perfusion', 'found dead', 'humane endpoint', 'end of study')
    """
