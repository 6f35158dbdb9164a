"""The first half of the imaging pipeline, with one read that no foreign key declares."""
