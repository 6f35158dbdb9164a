import unittest
from pathlib import Path

import djdag
from support import CYCLE, WORKFLOW


class Check(unittest.TestCase):
    def test_nothing_found(self) -> None:
        report = djdag.check(WORKFLOW)
        self.assertEqual(((), [], [], "nothing found"), (report.findings, report.errors, report.warnings, str(report)))
        report.raise_for_errors()

    def test_a_cycle(self) -> None:
        report = djdag.check(CYCLE)
        (finding,) = report.errors
        self.assertEqual(("fk-cycle", "error", 14, 5, 14, 23), (finding.rule, finding.severity, finding.line, finding.col, finding.end_line, finding.end_col))
        self.assertTrue(Path(finding.path).samefile(CYCLE / "src" / "recording" / "probe.py"))
        self.assertEqual([14, 18], [place.line for place in finding.related])
        with self.assertRaises(djdag.CheckFailed) as raised:
            report.raise_for_errors()
        self.assertEqual(str(finding), str(raised.exception))
        self.assertRegex(str(finding), r"probe\.py:14:5: error: foreign keys form a cycle of 2 tables: .* \[fk-cycle\]$")
        self.assertEqual(1, raised.exception.code)

    def test_choices(self) -> None:
        self.assertEqual((), djdag.check(CYCLE, ignore=["fk-cycle"]).findings)
        self.assertEqual((), djdag.check(CYCLE, rules=["import-cycle"]).findings)
        self.assertIn("project-license", [finding.rule for finding in djdag.check(CYCLE, project=True).findings])
        with self.assertRaisesRegex(TypeError, "^ignore is a list of rules"):
            djdag.check(CYCLE, ignore="fk-cycle")


if __name__ == "__main__":
    unittest.main()
