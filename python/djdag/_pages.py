"""Which page of a documentation is about a table or a schema."""

import json
from typing import Dict, Iterable, List, Optional, Tuple

from . import _program
from ._program import PathLike


class Pages:
    """The pages that figures link to.

    A page is about what its file is named for: ``workflow.subject.Subject.md`` and
    ``Subject.md`` for a table, ``workflow.subject.md`` and ``subject.md`` for a
    schema. A table without a page of its own has that of its master or its schema.
    The longest name wins; a name that two pages have is nobody's.
    """

    def __init__(self, pages: Iterable[Tuple[str, str]], path: PathLike) -> None:
        """Take pairs of a page's path without its suffix and its address, and the path of the pipeline."""
        self._addresses: Dict[str, Optional[str]] = {}
        for page, address in pages:
            name = page.rpartition("/")[2]
            self._addresses[name] = None if name in self._addresses else address
        listed = json.loads(_program.output("list", ["--format", "json"], path))["schemas"]
        self._schemas = {schema["id"]: schema["modules"] for schema in listed}
        self._modules = {module for modules in self._schemas.values() for module in modules}

    def address(self, id: str) -> Optional[str]:
        """Return the address of the page about a table or a schema, or None."""
        for name in self._names(id):
            address = self._addresses.get(name)
            if address is not None:
                return address
        return None

    def _names(self, id: str) -> Iterable[str]:
        if id in self._schemas:
            yield id
            for module in self._schemas[id]:
                yield from _ends(module.split("."))
            return
        parts = id.split(".")
        while parts and ".".join(parts) not in self._modules:  # a part, then its master
            yield from _ends(parts)
            parts.pop()
        yield from _ends(parts)


def _ends(parts: List[str]) -> Iterable[str]:
    """Yield the ends of a dotted name, the longest first."""
    for i in range(len(parts)):
        yield ".".join(parts[i:])
