import tempfile
import unittest
from pathlib import Path
from xml.etree import ElementTree

import djdag
from support import CYCLE, WORKFLOW


def ids(diagram: djdag.Diagram) -> list:
    return [str(table) for table in diagram.tables]


class Algebra(unittest.TestCase):
    def setUp(self) -> None:
        self.subject = djdag.Diagram(WORKFLOW, select="Subject")
        self.manual = djdag.Diagram(WORKFLOW, select="tier:manual")
        self.all = djdag.Diagram(WORKFLOW)

    def test_expressions(self) -> None:
        """Each operand is in parentheses: Python has bound the operators already."""
        a, b, every = self.subject, self.manual, self.all
        for diagram, select in (
            (a + b, "(Subject) + (tier:manual)"),
            (a - b, "(Subject) - (tier:manual)"),
            (a * b, "(Subject) * (tier:manual)"),
            (a + 1, "(Subject) + 1"),
            (a - 2, "(Subject) - 2"),
            (a + 0, "Subject"),
            (a + 1 - 1, "((Subject) + 1) - 1"),
            ((a + 1) * (b - 1), "((Subject) + 1) * ((tier:manual) - 1)"),
            (a - b * every, "(Subject) - ((tier:manual) * (all))"),
            (every - b, "(all) - (tier:manual)"),
        ):
            with self.subTest(select):
                self.assertEqual(select, diagram.select)
                diagram.tables  # the program understands it

    def test_tables(self) -> None:
        self.assertEqual(["workflow.acquisition.Session", "workflow.subject.Subject"], ids(self.subject + 1))
        self.assertEqual(["workflow.subject.Strain", "workflow.subject.Subject"], ids(self.subject - 1))
        self.assertEqual(["workflow.subject.Subject"], ids((self.subject + 1) - djdag.Diagram(WORKFLOW, select="acquisition")))
        self.assertEqual([], ids(self.subject - self.all))

    def test_settings_of_the_left(self) -> None:
        left = djdag.Diagram(WORKFLOW, select="subject", focus="subject", collapse="analysis", flags=["--legend"])
        both = left + djdag.Diagram(WORKFLOW, select="Session", collapse=["processing", "analysis"])
        self.assertEqual((("subject",), ("analysis", "processing"), ("--legend",)), (both.focus, both.collapse, both.flags))

    def test_wrong_operands(self) -> None:
        for operate in (lambda: self.subject * 2, lambda: self.subject + "Scan", lambda: self.subject + True, lambda: 1 + self.subject):
            self.assertRaises(TypeError, operate)
        with self.assertRaisesRegex(ValueError, "^-1 levels; "):
            self.subject + -1
        with self.assertRaisesRegex(ValueError, "^the diagrams are of two pipelines: "):
            self.subject + djdag.Diagram(CYCLE)

    def test_flags_are_a_list(self) -> None:
        with self.assertRaisesRegex(TypeError, "^flags is a list"):
            djdag.Diagram(WORKFLOW, flags="--legend")

    def test_values(self) -> None:
        self.assertEqual(self.subject + 1, self.subject + 1)
        self.assertEqual(1, len({self.subject + 1, self.subject + 1}))
        self.assertNotEqual(self.subject, self.manual)
        self.assertEqual("djdag.Diagram('.', select='Scan', focus=('scan',))", repr(djdag.Diagram(select="Scan", focus="scan")))

    def test_unknown_name(self) -> None:
        with self.assertRaises(djdag.UsageError) as raised:
            djdag.Diagram(WORKFLOW, select="Sesion").tables
        self.assertRegex(str(raised.exception), 'no table or schema is called "Sesion"; did you mean "Session"\\?$')


class Facts(unittest.TestCase):
    def test_table(self) -> None:
        table = djdag.Diagram(WORKFLOW, select="Subject").tables[0]
        self.assertEqual(
            ("workflow.subject.Subject", "manual", "workflow_subject", "subject", ("subject",), "One animal", 38),
            (table.id, table.tier, table.schema, table.table_name, table.primary_key, table.comment, table.line),
        )
        self.assertTrue(table.path and Path(table.path).samefile(WORKFLOW / "src" / "workflow" / "subject.py"))

    def test_order(self) -> None:
        diagram = djdag.Diagram(WORKFLOW)
        self.assertEqual(["workflow.subject", "workflow.acquisition", "workflow.processing", "workflow.analysis"], diagram.order(level="module"))
        order = diagram.order()
        self.assertEqual(sorted(ids(diagram)), sorted(order))
        self.assertLess(order.index("workflow.subject.Subject"), order.index("workflow.acquisition.Session"))

    def test_order_of_a_cycle(self) -> None:
        with self.assertRaises(djdag.DjdagError) as raised:
            djdag.Diagram(CYCLE).order()
        self.assertEqual(1, raised.exception.code)
        self.assertIn("foreign keys form a cycle of 2 tables", str(raised.exception))


class Shown(unittest.TestCase):
    def test_mimebundle(self) -> None:
        bundle = djdag.Diagram(WORKFLOW, focus="subject")._repr_mimebundle_()
        self.assertEqual({"image/svg+xml", "text/plain"}, set(bundle))
        self.assertEqual("{http://www.w3.org/2000/svg}svg", ElementTree.fromstring(bundle["image/svg+xml"]).tag)
        self.assertTrue(bundle["text/plain"].startswith("djdag.Diagram("), bundle["text/plain"])
        self.assertIn("workflow_subject ", bundle["text/plain"])

    def test_two_figures_share_no_id(self) -> None:
        def figure_ids(svg: str) -> set:
            return {element.get("id") for element in ElementTree.fromstring(svg).iter()} - {None}

        one, other = djdag.Diagram(WORKFLOW).svg(), djdag.Diagram(WORKFLOW, collapse="all").svg()
        self.assertEqual(set(), figure_ids(one) & figure_ids(other))
        self.assertEqual(one, djdag.Diagram(WORKFLOW).svg())

    def test_save(self) -> None:
        begins = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "mmd": b"flowchart"}
        with tempfile.TemporaryDirectory() as folder:
            for suffix, begin in begins.items():
                file = Path(folder) / f"figure.{suffix}"
                djdag.Diagram(WORKFLOW, collapse="all").save(file)
                self.assertIn(begin, file.read_bytes()[:400], suffix)
            with self.assertRaisesRegex(djdag.DjdagError, "^cannot write "):
                djdag.Diagram(WORKFLOW).save(Path(folder) / "nowhere" / "figure.svg")


if __name__ == "__main__":
    unittest.main()
