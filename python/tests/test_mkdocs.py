import logging
import shutil
import tempfile
import unittest
from pathlib import Path
from typing import Dict

from support import CYCLE, WORKFLOW, needs

FIGURE = "<!-- djdag: {} -->\n<!-- /djdag -->\n"


@needs("mkdocs")
class Site(unittest.TestCase):
    def build(self, pages: Dict[str, str], pipeline: Path = WORKFLOW, options: str = "") -> Dict[str, str]:
        """Build a site in the project of a pipeline and return its pages."""
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        project = Path(folder.name) / "project"
        shutil.copytree(pipeline, project, ignore=shutil.ignore_patterns("docs"))
        for name, text in pages.items():
            page = project / "docs" / name
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text)
        config = project / "mkdocs.yml"
        config.write_text(f"site_name: Test\ntheme: {{name: null, custom_dir: theme}}\nplugins:\n  - djdag: {{{options}}}\n")
        (project / "theme").mkdir()
        (project / "theme" / "main.html").write_text("{{ page.content }}")
        build(load_config(str(config)))
        site = project / "site"
        return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}

    def assert_fails(self, pages: Dict[str, str], pipeline: Path, message: str) -> None:
        """Build strictly, which must fail with a message."""
        from mkdocs.exceptions import Abort

        with self.assertLogs(logging.getLogger("mkdocs"), logging.ERROR) as logs, self.assertRaises(Abort):
            self.build(pages, pipeline, "strict: true")
        self.assertRegex(logs.output[-1], message)

    def test_figures(self) -> None:
        page = self.build({"index.md": "# Pipeline\n\nText *before*.\n" + FIGURE.format("--focus subject") + "after\n"})["index.html"]
        self.assertIn('<div class="djdag">', page)
        self.assertIn('data-id="workflow.subject.Subject"', page)
        self.assertRegex(page, r"(?s)<em>before</em>.*</div>.*<p>after</p>")
        self.assertNotIn("djdag:", page)

    def test_links(self) -> None:
        """From a table to its page, or that of its master or schema; not to the same page."""
        pages = {
            "index.md": FIGURE.format(""),
            "subject.md": FIGURE.format("--focus subject"),
            "tables/Session.md": "# Session",
            "tables/workflow.acquisition.Recording.md": "# Recording",
            "a/Unit.md": "# One",
            "b/Unit.md": "# Another",
        }
        site = self.build(pages)
        self.assertRegex(site["index.html"], r'(?s)data-id="workflow.subject.Subject">\s*<title>[^<]*</title>\s*<a aria-label="subject.Subject \(manual\)" href="subject/" style="text-decoration: none">')
        for table, page in (("Session", "tables/Session/"), ("Recording.Channel", "tables/workflow.acquisition.Recording/")):
            self.assertRegex(site["index.html"], rf'(?s)data-id="workflow.acquisition.{table}">\s*<title>[^<]*</title>\s*<a [^>]*href="{page}"')
        self.assertNotRegex(site["index.html"], r'(?s)data-id="workflow.processing.SpikeSorting.Unit">\s*<title>[^<]*</title>\s*<a ')
        self.assertNotIn("<a ", site["subject/index.html"])

    def test_links_of_collapsed_schemas(self) -> None:
        site = self.build({"index.md": FIGURE.format("--collapse all"), "workflow.subject.md": "# Subject"}, options="flags: --theme auto")
        self.assertRegex(site["index.html"], r'(?s)data-id="workflow_subject">\s*<title>[^<]*</title>\s*<a [^>]*href="workflow.subject/"')
        self.assertIn("prefers-color-scheme", site["index.html"])

    def test_links_to_places(self) -> None:
        """On a page of djdag docs, each table has a place of its own."""
        page = "# Schema subject\n\n<!-- made by djdag docs; changes here are lost -->\n\n<a id=\"subject\"></a>\n\n## Subject\n\n" + FIGURE.format("--focus subject")
        site = self.build({"index.md": FIGURE.format(""), "subject.md": page, "acquisition.md": "# By hand\n\n<a id=\"session\"></a>\n"})
        for file, table, href in (
            ("index.html", "subject.Subject", "subject/#subject"),
            ("index.html", "acquisition.Session", "acquisition/"),
            ("subject/index.html", "subject.Subject", "#subject"),
        ):
            self.assertRegex(site[file], rf'(?s)data-id="workflow.{table}">\s*<title>[^<]*</title>\s*<a [^>]*href="{href}"')

    def test_left_alone(self) -> None:
        code = "```markdown\n" + FIGURE.format("--focus subject") + "```\n"
        file = "<!-- djdag: --focus subject -o subject.svg -->\n![Subject](subject.svg)\n<!-- /djdag -->\n"
        open_ = "<!-- djdag: --focus subject -->\nno end\n"
        page = self.build({"index.md": code + "\n" + file + "\n" + open_, "subject.svg": "<svg/>"})["index.html"]
        self.assertNotIn("<svg", page)
        self.assertIn("--focus subject --&gt;", page)
        self.assertIn("subject.svg", page)
        self.assertIn("no end", page)

    def test_content_for_other_readers_is_replaced(self) -> None:
        page = self.build({"index.md": "<!-- djdag: --collapse all -->\n```mermaid\nflowchart TB\n```\n<!-- /djdag -->\n"})["index.html"]
        self.assertIn("<svg", page)
        self.assertNotIn("flowchart", page)

    def test_failures(self) -> None:
        wrong = {"index.md": FIGURE.format("--focus nowhere")}
        with self.assertLogs(logging.getLogger("mkdocs"), logging.WARNING) as logs:
            page = self.build(wrong)["index.html"]
        self.assertRegex(logs.output[0], r'index\.md: djdag: no schema is called "nowhere"$')
        self.assertIn('<pre class="djdag-error">djdag: no schema is called &quot;nowhere&quot;</pre>', page)
        self.assert_fails(wrong, WORKFLOW, r'index\.md: djdag: no schema is called "nowhere"')

    def test_errors_of_the_check(self) -> None:
        pages = {"index.md": FIGURE.format("")}
        self.assertIn("cycle", self.build(pages, CYCLE)["index.html"])
        self.assert_fails(pages, CYCLE, r"probe\.py:14:5: error: foreign keys form a cycle")

    def test_another_path(self) -> None:
        self.assertIn("workflow.subject.Subject", self.build({"index.md": FIGURE.format("")}, options="path: src")["index.html"])


if __name__ == "__main__":
    unittest.main()
