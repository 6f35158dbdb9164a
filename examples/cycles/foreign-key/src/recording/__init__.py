"""Probes in brains. The foreign keys form a cycle."""
