"""The check, as data."""

import json
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from . import _program
from ._errors import CheckFailed
from ._program import PathLike


@dataclass(frozen=True)
class Related:
    """Another place that a finding is about, such as a hop of a cycle."""

    message: str
    path: str
    line: int
    col: int


@dataclass(frozen=True)
class Finding:
    """Something that ``djdag check`` found.

    Lines and columns count from 1, columns in bytes; 0 is unknown. The end is
    the position after the text.
    """

    rule: str
    severity: str  # error, warning or note
    message: str
    path: str
    line: int
    col: int
    end_line: int
    end_col: int
    related: Tuple[Related, ...] = ()

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.col}" if self.line else self.path
        return f"{place}: {self.severity}: {self.message} [{self.rule}]"


@dataclass(frozen=True)
class Report:
    """All findings, sorted by path and line."""

    findings: Tuple[Finding, ...]

    @property
    def errors(self) -> List[Finding]:
        """The findings that fail the check."""
        return [finding for finding in self.findings if finding.severity == "error"]

    @property
    def warnings(self) -> List[Finding]:
        """The findings that do not."""
        return [finding for finding in self.findings if finding.severity == "warning"]

    def raise_for_errors(self) -> None:
        """Raise a CheckFailed that lists the errors, if there are any."""
        if self.errors:
            raise CheckFailed("\n".join(map(str, self.errors)), code=1)

    def __str__(self) -> str:
        return "\n".join(map(str, self.findings)) or "nothing found"


def check(
    path: PathLike = ".",
    *,
    rules: Iterable[str] = (),
    ignore: Iterable[str] = (),
    project: bool = False,
    select: Optional[str] = None,
    flags: Sequence[str] = (),
) -> Report:
    """Check the pipeline at path and return the findings.

    ``rules`` are the only ones to run, ``ignore`` those to skip. ``project``
    checks the layout of the project, too. ``select`` keeps the findings about
    some tables. ``flags`` are more flags of ``djdag check``. A path without tables
    is a DjdagError.
    """
    line = ["--format", "json", "--quiet", *flags]
    line += [f"--rule={rule}" for rule in _list("rules", rules)]
    line += [f"--ignore={rule}" for rule in _list("ignore", ignore)]
    if project:
        line.append("--project")
    if select is not None:
        line.append(f"--select={select}")
    findings = json.loads(_program.run("check", line, path).output)["findings"]
    return Report(tuple(map(_finding, findings)))


def _list(name: str, rules: Iterable[str]) -> Iterable[str]:
    if isinstance(rules, str):
        raise TypeError(f"{name} is a list of rules, not the string {rules!r}")
    return rules


def _finding(record: Dict[str, Any]) -> Finding:
    place = ("path", "line", "col")
    return Finding(
        rule=record["rule"],
        severity=record["severity"],
        message=record["message"],
        path=record.get("path", ""),
        line=record.get("line", 0),
        col=record.get("col", 0),
        end_line=record.get("end_line", 0),
        end_col=record.get("end_col", 0),
        related=tuple(
            Related(record_["message"], *(record_.get(key, "" if key == "path" else 0) for key in place))
            for record_ in record.get("related") or ()
        ),
    )
