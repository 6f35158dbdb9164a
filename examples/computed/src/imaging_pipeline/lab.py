"""People, places, projects and permissions."""

import datajoint as dj

schema = dj.Schema("imaging_lab")


@schema
class Institution(dj.Manual):
    definition = """
    # University, institute or company
    institution : varchar(32)
    ---
    full_name : varchar(128)
    country   : char(2)  # ISO 3166
    unique index (full_name)
    """


@schema
class Lab(dj.Manual):
    definition = """
    # Research group
    lab : varchar(32)
    ---
    -> Institution
    lab_name  : varchar(128)
    time_zone : varchar(32)  # as in the IANA database
    """


@schema
class Room(dj.Manual):
    definition = """
    # Room in which experiments run
    -> Lab
    room : varchar(32)
    ---
    purpose="" : varchar(128)
    """


@schema
class Role(dj.Lookup):
    definition = """
    # What a person does in a lab
    role : varchar(32)
    """
    contents = [
        ("principal investigator",),
        ("postdoc",),
        ("student",),
        ("technician",),
        ("engineer",),
    ]


@schema
class Person(dj.Manual):
    definition = """
    # Anybody whom the records name
    person : varchar(32)  # user name
    ---
    full_name : varchar(128)
    email=""  : varchar(128)
    """


@schema
class Membership(dj.Manual):
    definition = """
    # Who belongs to which lab
    -> Lab
    -> Person
    ---
    -> Role
    joined    : date
    left=null : date
    """


@schema
class ProtocolType(dj.Lookup):
    definition = """
    # What a protocol permits
    protocol_type : varchar(32)
    """
    contents = [("surgery",), ("imaging",), ("behavior",), ("breeding",)]


@schema
class Protocol(dj.Manual):
    definition = """
    # Permission of the animal welfare committee
    protocol : varchar(16)
    ---
    -> ProtocolType
    -> Person.proj(holder="person")
    expires : date
    """


@schema
class Project(dj.Manual):
    definition = """
    # One line of research
    project : varchar(32)
    ---
    title : varchar(255)
    """

    class Member(dj.Part):
        definition = """
        -> master
        -> Person
        """

    class Publication(dj.Part):
        definition = """
        -> master
        doi : varchar(64)
        """

    class Repository(dj.Part):
        definition = """
        # Where the project's code is kept
        -> master
        url : varchar(128)
        """


@schema
class Vendor(dj.Lookup):
    definition = """
    # Where animals and viruses come from
    vendor : varchar(32)
    ---
    contact="" : varchar(128)
    """
    contents = [
        ("in-house", ""),
        ("breeder", "orders@breeder.example"),
        ("exchange", ""),
    ]
