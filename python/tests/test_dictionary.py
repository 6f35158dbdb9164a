import contextlib
import io
import re
import shutil
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path
from typing import Dict, List, Optional, Set, Tuple
from urllib.parse import unquote, urlsplit

from support import EXAMPLES, needs

from djdag import _program

PROJECTS = ("imaging", "workflow")

# Two classes that would share an anchor, a name that is not ASCII, and texts that are markup.
HOSTILE = '''
import datajoint as dj

schema = dj.Schema("lab")


@schema
class Session(dj.Manual):
    definition = """
    # <script>alert(1)</script> | [x](y) **b** `c` $m$ & {a} -- 1. 'q'
    session : int  # |||| <img src=x>
    ---
    x = '|`<i>' : enum('|`<i>', "b")  # ~~~ http://example.org
    """

    class File(dj.Part):
        definition = """
        -> master
        file : int
        """


@schema
class SessionFile(dj.Manual):
    definition = """
    -> Session.File
    """


@schema
class Größe_(dj.Manual):
    definition = """
    -> SessionFile
    """
'''


class Sites(unittest.TestCase):
    """Sites with the pages of djdag docs build without a warning, and all of their links lead somewhere."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()
        self.docs = self.folder / "docs"

    def write(self, project: Path, nav: str) -> str:
        """Write the pages; return the menu."""
        return _program.output("docs", ["-o", str(self.docs / "dictionary"), "--nav", nav], project).decode()

    def projects(self) -> List[Path]:
        hostile = self.folder / "hostile"
        hostile.mkdir()
        (hostile / "lab.py").write_text(HOSTILE, encoding="utf-8")
        return [EXAMPLES / name for name in PROJECTS] + [hostile]

    @needs("mkdocs")
    def test_mkdocs(self) -> None:
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        for project in self.projects():
            config = self.folder / "mkdocs.yml"
            config.write_text("")
            menu = self.write(project, "mkdocs").replace("nav:\n", "nav:\n  - index.md\n")
            (self.docs / "index.md").write_text("# Test\n")
            config.write_text(f"site_name: Test\nstrict: true\n{menu}", encoding="utf-8")
            with self.subTest(project.name):
                build(load_config(str(config)))  # raises an error on a warning
                self.check_links(self.folder / "site", "dictionary/index.html")
            self.clear()

    @needs("sphinx", "myst_parser")
    def test_sphinx(self) -> None:
        from sphinx.application import Sphinx
        from sphinx.util.docutils import docutils_namespace, patch_docutils

        for number, project in enumerate(self.projects()):
            self.docs.mkdir(exist_ok=True)
            (self.docs / "conf.py").write_text("project = 'Test'\nextensions = ['myst_parser']\nmyst_heading_anchors = 3\n")
            (self.docs / "index.md").write_text("# Test\n\n" + self.write(project, "sphinx"), encoding="utf-8")
            warnings, out = io.StringIO(), self.folder / f"out{number}"
            with patch_docutils(), docutils_namespace(), contextlib.redirect_stderr(warnings):
                Sphinx(str(self.docs), str(self.docs), str(out), str(self.folder / f"trees{number}"), "html", status=io.StringIO(), warning=warnings).build()
            with self.subTest(project.name):
                self.assertEqual("", warnings.getvalue())
                self.check_links(out, "dictionary/index.html")
            self.clear()

    def clear(self) -> None:
        """Delete the pages: those of another project are in no menu."""
        shutil.rmtree(self.docs / "dictionary")

    def check_links(self, site: Path, start: str) -> None:
        """Follow the links from a page to all pages of the dictionary."""
        pages: Dict[Path, Page] = {}
        todo = [site / start]
        links: List[Tuple[Path, str]] = []
        while todo:
            file = todo.pop()
            if file in pages:
                continue
            page = pages[file] = Page()
            page.feed(file.read_text(encoding="utf-8"))
            self.assertFalse(page.scripts, file)
            for link in page.links:
                links.append((file, link))
                target = self.resolve(file, link)
                if target and target.suffix == ".html" and target.exists() and "dictionary" in target.parts:
                    todo.append(target)
        self.assertGreater(len(pages), 2)
        for file, link in links:
            target = self.resolve(file, link)
            if target:
                self.assertTrue(target.exists(), f"{file} links to {link}")
                fragment = unquote(urlsplit(link).fragment)
                if fragment and target in pages:
                    self.assertIn(fragment, pages[target].ids, f"{file} links to {link}")

    def resolve(self, file: Path, link: str) -> Optional[Path]:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or parts.path.startswith("/"):
            return None
        target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
        return target / "index.html" if target.is_dir() else target


class Page(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: List[str] = []
        self.ids: Set[str] = set()
        self.scripts: List[str] = []
        self.script = False

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Optional[str]]]) -> None:
        values = dict(attrs)
        self.ids.add(values.get("id") or "")
        for name in ("href", "src"):
            if values.get(name):
                self.links.append(str(values[name]))
        self.script = tag == "script"

    def handle_data(self, data: str) -> None:
        if self.script and re.search(r"alert\(1\)", data):
            self.scripts.append(data)
