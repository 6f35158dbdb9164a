"""Two-photon calcium imaging: from the colony to the activity of single cells.

    lab -> subject -> session -> scan -> imaging -> imaging_report
                      reference ---^

Each module is one database schema. ``readers`` declares no tables: it knows the
files that the microscope and the segmentation software write.
"""
