"""Draw, check and order DataJoint pipelines from their source code.

This package calls the program djdag, which is installed with it. Nothing of the
pipeline is imported, and no database is asked.

    >>> import djdag
    >>> djdag.Diagram("examples/workflow", select="Subject") + 1
    >>> djdag.check("examples/workflow").raise_for_errors()

In a notebook, a Diagram shows itself, and ``%load_ext djdag`` adds the magic
``%djdag --focus scan``. The plugin for MkDocs is called ``djdag``, the extension
for Sphinx ``djdag.sphinx``.
"""

from ._diagram import Diagram, Table
from ._errors import CheckFailed, DjdagError, DjdagWarning, ProgramNotFound, UsageError
from ._findings import Finding, Related, Report, check
from ._program import version

__all__ = [
    "CheckFailed",
    "Diagram",
    "DjdagError",
    "DjdagWarning",
    "Finding",
    "ProgramNotFound",
    "Related",
    "Report",
    "Table",
    "UsageError",
    "check",
    "load_ipython_extension",
    "version",
]


def load_ipython_extension(shell) -> None:  # type: ignore[no-untyped-def]
    """Add the magic %djdag to IPython; ``%load_ext djdag`` calls this."""
    from ._magic import register

    register(shell)
