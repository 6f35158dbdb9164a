"""The exceptions of this package."""


class DjdagError(Exception):
    """The program djdag could not do its work. The text is its message.

    ``code`` is its exit code: 1 for findings such as a cycle, 2 for wrong
    arguments or a wrong configuration, 3 for everything else, such as a directory
    without tables.
    """

    def __init__(self, message: str, code: int = 3) -> None:
        super().__init__(message)
        self.code = code


class UsageError(DjdagError):
    """An argument or the configuration is wrong."""


class ProgramNotFound(DjdagError):
    """The program djdag is not installed."""


class CheckFailed(DjdagError):
    """The check found errors. The text lists them, one per line."""


class DjdagWarning(UserWarning):
    """The program djdag did its work, and has something to say about it."""
