"""How animals learn a task. Two modules import each other."""
