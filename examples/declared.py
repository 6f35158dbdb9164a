"""Write what DataJoint declares for a pipeline, read back from the database.

    python declared.py SRC PACKAGE MODULE... > PROJECT/declared.txt

It needs a database (DJ_HOST, DJ_USER, DJ_PASS) in which the schemas of the
pipeline do not exist yet, and DJ_STORES with the stores that the pipeline names.
A test compares what djdag reads from the source with these files.
"""

import importlib
import sys

import datajoint as dj


def tables(module):
    """Yield the masters of a module and their parts, each with its class name."""
    for name, master in vars(module).items():
        if not isinstance(master, type) or master.__module__ != module.__name__:
            continue
        if issubclass(master, dj.Table) and not issubclass(master, dj.Part):
            yield name, master
            for part_name, part in vars(master).items():
                if isinstance(part, type) and issubclass(part, dj.Part):
                    yield f"{name}.{part_name}", part


def tier(table):
    """Return the tier of a table, in lower case."""
    tiers = (dj.Part, dj.Lookup, dj.Manual, dj.Imported, dj.Computed)
    return next(t.__name__.lower() for t in tiers if issubclass(table, t))


def main(source, package, *modules):
    dj.config.loglevel = "WARNING"  # its other messages go to stdout
    sys.path.insert(0, source)
    declared = {}
    for name in modules:
        module = importlib.import_module(f"{package}.{name}")
        for class_name, table in tables(module):
            declared[table.full_table_name] = f"{name}.{class_name}", table
    graph = dj.conn().dependencies
    graph.load()
    for full_name, (name, table) in sorted(declared.items(), key=lambda t: t[1][0]):
        print(f"{name} {tier(table)}: {', '.join(table().primary_key)}")
        lines = []
        for parent, _, key in graph.in_edges(full_name, data=True):
            pairs = ", ".join(f"{c}={p}" for c, p in sorted(key["attr_map"].items()))
            flags = [f for f in ("primary", "multi", "aliased") if key[f]]
            lines.append(f"  -> {declared[parent][0]}: {pairs} [{' '.join(flags)}]")
        print(*sorted(lines), sep="\n", end="\n" if lines else "")


if __name__ == "__main__":
    main(*sys.argv[1:])
