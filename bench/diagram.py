"""Measure what dj.Diagram takes to draw a pipeline, for docs/performance.md.

    python3 bench/diagram.py PROJECT/src

The pipeline is one that ".ci/bench generate" wrote, the database the one that datajoint
is configured for, and it may hold the pipeline's tables already: importing the pipeline
declares those that are not there. The schemas are called bench_m00000 and so on.
"""
import functools
import importlib
import operator
import os
import pathlib
import resource
import sys
import time

import datajoint as dj

source = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(source))


def cpu():
    """The CPU seconds of this process and of its children, such as dot."""
    return sum(os.times()[:4])


def measured(step, function):
    """Call the function, print the seconds that it took, and return its result."""
    wall_before, cpu_before = time.perf_counter(), cpu()
    result = function()
    print(f"{step}: {time.perf_counter() - wall_before:.2f} s wall, {cpu() - cpu_before:.2f} s CPU", flush=True)
    return result


names = [f"workflow.{file.stem}" for file in sorted(source.glob("workflow/m*.py"))]
modules = measured("import", lambda: [importlib.import_module(name) for name in names])
diagram = measured("Diagram", lambda: functools.reduce(operator.add, (dj.Diagram(m.schema) for m in modules)))
measured("SVG", diagram.make_svg)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // 10**6
print(f"{len(diagram.nodes_to_show)} tables, {peak} MB, datajoint {dj.__version__}")
