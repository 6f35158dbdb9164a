"""A plugin for MkDocs that draws figures when the site is built.

In mkdocs.yml:

    plugins:
      - search
      - djdag:
          strict: true

In a page, as for ``djdag render --update``:

    <!-- djdag: --focus scan --legend -->
    <!-- /djdag -->
"""

import logging
import re
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

from mkdocs.config import config_options
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin

from ._errors import DjdagError
from ._figure import draw, failure, project, words
from ._findings import check
from ._pages import Pages

log = logging.getLogger("mkdocs.plugins.djdag")  # "mkdocs build --strict" counts its warnings

# A block with -o or --format is a file that "djdag render --update" keeps current.
_ELSEWHERE = re.compile(r"(^|\s)(-o|--output|--format)\b")
_OPEN = re.compile(r"^<!-- djdag:(.*)-->\s*$")
_CLOSE = re.compile(r"^<!-- /djdag -->\s*$")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)")


class DjdagPlugin(BasePlugin):  # type: ignore
    """The options are

    - ``path``: the project of the pipeline, relative to mkdocs.yml; by default the
      project that mkdocs.yml belongs to
    - ``flags``: flags for all figures, such as ``--theme auto``
    - ``strict``: whether errors of ``djdag check``, and a figure that cannot be
      drawn, fail the build
    """

    config_scheme = (
        ("path", config_options.Type(str, default="")),
        ("flags", config_options.Type(str, default="")),
        ("strict", config_options.Type(bool, default=False)),
    )

    def on_config(self, config: Any, **kwargs: Any) -> Any:
        """Find the pipeline."""
        base = Path(config["config_file_path"]).resolve().parent
        given = self.config["path"]
        self.path = base / given if given else project(base)
        return config

    def on_pre_build(self, config: Any, **kwargs: Any) -> None:
        """Check the pipeline, if errors are to fail the build."""
        if self.config["strict"]:
            try:
                check(self.path).raise_for_errors()
            except DjdagError as error:
                raise PluginError(f"djdag: {error}")

    def on_files(self, files: Any, config: Any, **kwargs: Any) -> Any:
        """Remember the pages, which figures link to."""
        self.files = files.documentation_pages()
        self.pages: Optional[Pages] = None
        self.figures: Dict[str, List[str]] = {}  # by page
        return files

    def on_page_markdown(self, markdown: str, page: Any, **kwargs: Any) -> str:
        """Draw the figures of a page, and leave places for them."""
        figures = self.figures[page.file.src_path] = []

        def place(line: str) -> str:
            figures.append(self._figure(line, page))
            return _place(len(figures) - 1)

        return replace(markdown, place)

    def on_page_content(self, html: str, page: Any, **kwargs: Any) -> str:
        """Put the figures of the page in their places: Markdown would take SVG apart."""
        for number, figure in enumerate(self.figures[page.file.src_path]):
            html = html.replace(_place(number), figure)
        return html

    def on_serve(self, server: Any, config: Any, **kwargs: Any) -> Any:
        """Build again when the pipeline changes."""
        server.watch(str(self.path))
        return server

    def _figure(self, line: str, page: Any) -> str:
        try:
            figure = draw(words(self.config["flags"]) + words(line), cwd=self.path)
            if self.pages is None:
                self.pages = Pages(((_name(file), file.src_path, file.abs_src_path) for file in self.files), self.path)
            return figure.link(lambda id: self._address(id, page)).html()
        except DjdagError as error:
            message = f"{page.file.src_path}: djdag: {error}"
            if self.config["strict"]:
                raise PluginError(message)
            log.warning(message)
            return failure(str(error))

    def _address(self, id: str, page: Any) -> Optional[str]:
        assert self.pages is not None
        target, fragment = self.pages.address(id)
        for file in self.files:
            if file.src_path == target:
                return str(file.url_relative_to(page.file)) + fragment if file is not page.file else fragment or None
        return None


def replace(markdown: str, place: Callable[[str], str]) -> str:
    """Replace each block in Markdown, outside code, by what place returns for its flags."""
    lines: List[str] = []
    fence = ""
    opened: Optional[int] = None  # where the block begins in lines
    for line in markdown.split("\n"):
        mark = _FENCE.match(line)
        if mark and opened is None:
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        lines.append(line)
        if fence:
            continue
        if opened is None and _OPEN.match(line):
            opened = len(lines) - 1
        elif opened is not None and _CLOSE.match(line):
            match = _OPEN.match(lines[opened])
            assert match
            if not _ELSEWHERE.search(match[1]):
                lines[opened:] = ["", place(match[1].strip()), ""]
            opened = None
    return "\n".join(lines)


def _name(file: Any) -> str:
    return str(Path(file.src_path).with_suffix("").as_posix())


def _place(number: int) -> str:
    return f'<div data-djdag="{number}"></div>'
