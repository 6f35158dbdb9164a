"""An extension for Sphinx with a directive for figures.

In conf.py:

    extensions = ["djdag.sphinx"]
    djdag_strict = True

In a page:

    .. djdag:: --focus scan --legend
       :caption: The schema scan

or, with MyST:

    ```{djdag} --focus scan --legend
    :caption: The schema scan
    ```
"""

import hashlib
from pathlib import Path
from typing import Any, Dict, List, Optional

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from . import _program
from ._diagram import Diagram
from ._errors import DjdagError
from ._figure import Figure, draw, project, words
from ._findings import check
from ._pages import Pages

logger = logging.getLogger(__name__)


class djdag_figure(nodes.General, nodes.Element):  # type: ignore  # named as docutils names nodes
    """A figure, as SVG and by its flags."""


class DjdagDirective(SphinxDirective):
    """``.. djdag:: FLAGS`` draws a figure with flags of ``djdag render``."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = {"caption": directives.unchanged, "name": directives.unchanged}

    def run(self) -> List[nodes.Node]:
        path = pipeline(self.env.app)
        try:
            flags = words(self.config.djdag_flags) + words(self.arguments[0] if self.arguments else "")
            figure: nodes.Element = djdag_figure(svg=draw(flags, cwd=path).svg, flags=flags)
            for table in Diagram(path).tables:  # draw again when one of them changes
                if table.path:
                    self.env.note_dependency(table.path)
        except DjdagError as error:
            if self.config.djdag_strict:
                raise ExtensionError(f"{self.env.docname}: djdag: {error}")
            logger.warning("djdag: %s", error, location=self.get_location())
            return [nodes.literal_block("", f"djdag: {error}")]
        self.set_source_info(figure)
        if "caption" in self.options:
            parsed, messages = self.state.inline_text(self.options["caption"], self.lineno)
            figure = nodes.figure("", figure, nodes.caption("", "", *parsed, *messages))
        self.add_name(figure)
        return [figure]


def pipeline(app: Sphinx) -> Path:
    """Return the path of the pipeline: djdag_path, or the project that conf.py belongs to."""
    base = Path(str(app.confdir)).resolve()
    given: str = app.config.djdag_path
    return base / given if given else project(base)


def check_pipeline(app: Sphinx) -> None:
    """Fail the build on errors of the check, if asked to."""
    if app.config.djdag_strict:
        try:
            check(pipeline(app)).raise_for_errors()
        except DjdagError as error:
            raise ExtensionError(f"djdag: {error}")


def visit_html(self: Any, node: djdag_figure) -> None:
    """Write the figure with links to the pages about its tables."""
    builder, here = self.builder, self.builder.current_docname
    env = builder.env
    if not hasattr(builder, "djdag_pages"):
        builder.djdag_pages = Pages(((name, name, env.doc2path(name)) for name in sorted(env.found_docs)), pipeline(builder.app))
    pages: Pages = builder.djdag_pages

    def address(id: str) -> Optional[str]:
        page, fragment = pages.address(id)
        if page is None or page == here:
            return fragment or None
        return str(builder.get_relative_uri(here, page)) + fragment

    self.body.append(Figure(node["svg"]).link(address).html())
    raise nodes.SkipNode


def visit_latex(self: Any, node: djdag_figure) -> None:
    """Write the figure as a PDF beside the document."""
    name = f"djdag-{hashlib.sha256(node['svg'].encode()).hexdigest()[:16]}.pdf"
    app = self.builder.app
    _program.output("render", [*node["flags"], f"--output={Path(app.outdir) / name}"], cwd=pipeline(app))
    self.body.append(f"\n\\sphinxincludegraphics{{{name}}}\n")
    raise nodes.SkipNode


def visit_text(self: Any, node: djdag_figure) -> None:
    """Name the figure where there are no pictures."""
    self.add_text("[djdag " + " ".join(node["flags"]) + "]")
    raise nodes.SkipNode


def visit_other(self: Any, node: djdag_figure) -> None:
    """Leave the figure out, as manual pages and Texinfo do with pictures."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> Dict[str, Any]:
    """Add the directive, its settings and the check to Sphinx."""
    app.add_config_value("djdag_path", "", "env")
    app.add_config_value("djdag_flags", "", "env")
    app.add_config_value("djdag_strict", False, "env")
    app.add_node(
        djdag_figure,
        html=(visit_html, None),
        latex=(visit_latex, None),
        text=(visit_text, None),
        man=(visit_other, None),
        texinfo=(visit_other, None),
    )
    app.add_directive("djdag", DjdagDirective)
    app.connect("builder-inited", check_pipeline)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
