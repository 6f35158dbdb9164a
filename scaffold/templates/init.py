"""The DataJoint pipeline {{project}}.

One module is one database schema, and one class is one table. A module imports
the modules upstream of it. This one imports them all, upstream first, which
declares their tables.
"""

{{if book}}
from . import settings  # first, because tables need the stores
{{end}}
{{imports}}

__all__ = {{exported}}
