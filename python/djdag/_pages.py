"""Which place of a documentation is about a table or a schema."""

import json
from pathlib import Path
from typing import Dict, Iterable, List, Optional, Tuple
from urllib.parse import quote

from . import _program
from ._program import PathLike

# What "djdag docs" writes into each of its pages.
_MARK = "<!-- made by djdag docs"


class Pages:
    """The pages that figures link to.

    A page is about what its file is named for: ``workflow.subject.Subject.md`` and
    ``Subject.md`` for a table, ``workflow.subject.md`` and ``subject.md`` for a
    schema. A table without a page of its own has that of its master or its schema,
    and its place there if the page is one of ``djdag docs``. The longest name wins;
    a name that two pages have is nobody's.
    """

    def __init__(self, pages: Iterable[Tuple[str, str, Optional[PathLike]]], path: PathLike) -> None:
        """Take the pages, and the path of the pipeline.

        Each page is its path without its suffix, its address and its file, if it has one.
        """
        self._pages: Dict[str, Optional[Tuple[str, Optional[PathLike]]]] = {}
        for page, address, file in pages:
            name = page.rpartition("/")[2]
            self._pages[name] = None if name in self._pages else (address, file)
        self._texts: Dict[str, str] = {}
        listed = json.loads(_program.output("list", ["--format", "json"], path))["schemas"]
        self._schemas = {schema["id"]: schema["modules"] for schema in listed}
        self._modules = {module for modules in self._schemas.values() for module in modules}
        flags = ["--format=json", "--output=-", "--min-comments=0", "--allow-empty"]
        described = json.loads(_program.output("docs", flags, path))["schemas"]
        self._anchors: Dict[str, str] = {table["id"]: table["anchor"] for schema in described for table in schema["tables"]}

    def address(self, id: str) -> Tuple[Optional[str], str]:
        """Return the address of the page about a table or a schema, or None.

        With it comes the part that follows the address, such as "#session", or "".
        """
        for name in self._names(id):
            page = self._pages.get(name)
            if page is not None:
                address, file = page
                return address, self._fragment(file, self._anchors.get(id))
        return None, ""

    def _fragment(self, file: Optional[PathLike], anchor: Optional[str]) -> str:
        """Return the fragment for an anchor, if the page has it."""
        if file is None or anchor is None:
            return ""
        if str(file) not in self._texts:
            text = Path(file).read_text(encoding="utf-8", errors="replace")
            self._texts[str(file)] = text if _MARK in text else ""
        return "#" + quote(anchor) if f'<a id="{anchor}"></a>' in self._texts[str(file)] else ""

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
