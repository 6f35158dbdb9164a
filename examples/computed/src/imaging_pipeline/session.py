"""One animal, one experiment, one time."""

import datajoint as dj

from . import lab, subject

schema = dj.Schema("imaging_session")


@schema
class Task(dj.Lookup):
    definition = """
    # What the animal is asked to do
    task : varchar(32)
    ---
    task_description="" : varchar(255)
    """
    contents = [
        ("spontaneous", "no stimulus, no reward"),
        ("gratings", "drifting gratings, passive"),
        ("corridor", "virtual corridor with a reward zone"),
    ]


@schema
class Session(dj.Manual):
    definition = """
    # One animal at the microscope
    -> subject.Subject
    session_start : datetime
    ---
    -> lab.Room
    -> [nullable] lab.Project
    """

    class Experimenter(dj.Part):
        definition = """
        -> master
        -> lab.Person.proj(experimenter="person")
        """


@schema
class SessionDirectory(dj.Manual):
    definition = """
    # Folder of the raw files
    -> Session
    ---
    session_dir : varchar(255)  # below IMAGING_DATA
    unique index (session_dir)
    """


@schema
class SessionNote(dj.Manual):
    definition = """
    # Free text, where there is something to say
    -> Session
    ---
    note : varchar(2000)
    """


@schema
class SessionTask(dj.Manual):
    definition = """
    # Tasks of one session
    -> Session
    -> Task
    ---
    performance=null : float32  # share of rewarded trials
    """
