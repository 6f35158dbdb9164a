import io
import shutil
import tempfile
import unittest
from pathlib import Path
from typing import Dict

from support import CYCLE, WORKFLOW, needs


@needs("sphinx")
class Site(unittest.TestCase):
    def build(self, pages: Dict[str, str], pipeline: Path = WORKFLOW, settings: str = "", builder: str = "html") -> Path:
        """Build pages in the folder docs of a pipeline; return the output. The warnings are in self.warnings."""
        from sphinx.application import Sphinx
        from sphinx.util.docutils import docutils_namespace, patch_docutils

        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        project = Path(folder.name).resolve() / "project"
        shutil.copytree(pipeline, project, ignore=shutil.ignore_patterns("docs"))
        docs = project / "docs"
        for name, text in pages.items():
            page = docs / name
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text)
        (docs / "conf.py").write_text(f"project = 'Test'\nextensions = ['djdag.sphinx']\nhtml_theme = 'basic'\n{settings}\n")
        warnings = io.StringIO()
        with patch_docutils(), docutils_namespace():
            app = Sphinx(str(docs), str(docs), str(project / "out"), str(project / "trees"), builder, status=io.StringIO(), warning=warnings)
            app.build()
        self.warnings = warnings.getvalue()
        self.environment = app.env
        return project / "out"

    def test_figures(self) -> None:
        out = self.build({"index.rst": "Pipeline\n========\n\n.. djdag:: --focus subject --title 'One schema'\n   :caption: The *schema*\n"})
        page = (out / "index.html").read_text(encoding="utf-8")
        self.assertEqual("", self.warnings)
        self.assertIn('data-id="workflow.subject.Subject"', page)
        self.assertIn("One schema", page)
        self.assertIn("The <em>schema</em>", page)
        # The page is built again when the pipeline changes.
        self.assertTrue(any(name.endswith("subject.py") for name in self.environment.dependencies["index"]))

    def test_links(self) -> None:
        pages = {
            "index.rst": "P\n=\n\n.. djdag::\n\n.. toctree::\n\n   subject\n   tables/Session\n",
            "subject.rst": "S\n=\n\n.. djdag:: --focus subject\n",
            "tables/Session.rst": "S\n=\n\n.. djdag:: --collapse all\n",
        }
        out = self.build(pages)
        index = (out / "index.html").read_text(encoding="utf-8")
        self.assertRegex(index, r'(?s)data-id="workflow.subject.Subject">\s*<title>[^<]*</title>\s*<a [^>]*href="subject.html"')
        self.assertRegex(index, r'(?s)data-id="workflow.acquisition.Session">\s*<title>[^<]*</title>\s*<a [^>]*href="tables/Session.html"')
        deeper = (out / "tables" / "Session.html").read_text(encoding="utf-8")
        self.assertRegex(deeper, r'(?s)data-id="workflow_subject">\s*<title>[^<]*</title>\s*<a [^>]*href="../subject.html"')

    def test_latex_and_text(self) -> None:
        pages = {"index.rst": "P\n=\n\n.. djdag:: --collapse all\n"}
        out = self.build(pages, builder="latex")
        (pdf,) = out.glob("djdag-*.pdf")
        self.assertTrue(pdf.read_bytes().startswith(b"%PDF"))
        self.assertIn(f"\\sphinxincludegraphics{{{pdf.name}}}", (out / "test.tex").read_text())
        self.assertIn("[djdag --collapse all]", (self.build(pages, builder="text") / "index.txt").read_text())
        self.build(pages, builder="man")

    def test_failures(self) -> None:
        from sphinx.errors import ExtensionError

        wrong = {"index.rst": "P\n=\n\n.. djdag:: --focus nowhere\n"}
        page = (self.build(wrong) / "index.html").read_text()
        self.assertRegex(self.warnings, r'index\.rst:4: WARNING: djdag: no schema is called "nowhere"')
        self.assertIn("nowhere", page)
        with self.assertRaisesRegex(ExtensionError, '^index: djdag: no schema is called "nowhere"$'):
            self.build(wrong, settings="djdag_strict = True")

    def test_errors_of_the_check(self) -> None:
        from sphinx.errors import ExtensionError

        pages = {"index.rst": "P\n=\n\n.. djdag::\n"}
        self.build(pages, CYCLE)
        with self.assertRaisesRegex(ExtensionError, r"probe\.py:14:5: error: foreign keys form a cycle"):
            self.build(pages, CYCLE, "djdag_strict = True")

    def test_settings(self) -> None:
        out = self.build({"index.rst": "P\n=\n\n.. djdag::\n"}, settings="djdag_path = '../src'\ndjdag_flags = '--theme auto'")
        self.assertIn("prefers-color-scheme", (out / "index.html").read_text(encoding="utf-8"))

    @needs("myst_parser")
    def test_myst(self) -> None:
        pages = {"index.md": "# P\n\n```{djdag} --focus subject\n:caption: One schema\n```\n"}
        page = (self.build(pages, settings="extensions.append('myst_parser')") / "index.html").read_text(encoding="utf-8")
        self.assertIn('data-id="workflow.subject.Subject"', page)
        self.assertIn("One schema", page)


if __name__ == "__main__":
    unittest.main()
