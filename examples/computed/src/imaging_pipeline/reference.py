"""Tables that every experiment refers to and none owns."""

import datajoint as dj

schema = dj.Schema("imaging_reference")


@schema
class Microscope(dj.Lookup):
    definition = """
    # Two-photon microscopes
    microscope : varchar(32)
    ---
    objective  : varchar(32)
    wavelength : int16  # nm, of the excitation laser
    """
    contents = [
        ("resonant-1", "16x/0.8 W", 920),
        ("mesoscope", "custom 0.6", 940),
    ]


@schema
class BrainRegion(dj.Lookup):
    definition = """
    # Regions, by their acronym in the Allen atlas
    region : varchar(16)
    ---
    region_name : varchar(64)
    """
    contents = [
        ("VISp", "Primary visual area"),
        ("VISl", "Lateral visual area"),
        ("SSp-bfd", "Primary somatosensory area, barrel field"),
        ("CA1", "Field CA1"),
    ]
