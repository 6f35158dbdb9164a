# Paths, above all those of the file itself: what lies around it is unknown.
import os
import os.path as osp
from pathlib import Path, PurePath

import something

unknown = something.unknown()

# The file itself.
a = __file__  # '{root}/lab/values.py'
b = Path(__file__).stem  # 'values'
c = Path(__file__).name  # 'values.py'
d = Path(__file__).suffix  # '.py'
e = Path(__file__).resolve().parent.name  # 'lab'
f = Path(__file__).parent.parent.name  # ?
g = os.path.basename(__file__)  # 'values.py'
h = os.path.splitext(os.path.basename(__file__))[0]  # 'values'
i = osp.basename(osp.dirname(osp.abspath(__file__)))  # 'lab'
j = os.path.split(__file__)[1]  # 'values.py'
k = os.path.basename(__file__).replace(".py", "")  # 'values'
l = f"lab_{Path(__file__).with_suffix('.csv').name}"  # 'lab_values.csv'

# Others.
oa = Path("a") / "b" / "c.tar.gz"  # Path('a/b/c.tar.gz')
ob = (Path("a") / "b.tar.gz").stem  # 'b.tar'
oc = str(Path("a", "b").joinpath("c"))  # 'a/b/c'
od = os.path.join("a", "b/", "c")  # 'a/b/c'
oe = os.path.join("a", "/b")  # '/b'
of = os.path.splitext("a.b/c")  # ['a.b/c', '']
og = os.path.splitext(".hidden")  # ['.hidden', '']
oh = "yes" if Path("a") else "no"  # 'yes'
oi = Path("a/b").parent.as_posix() + PurePath("c").name  # 'ac'

# What is not known.
ua = Path(unknown).name  # ?
ub = (Path(unknown) / "b").name  # 'b'
uc = os.path.basename("a/" + unknown)  # ?
ud = Path("a/..").name  # ?
ue = os.path.abspath("a")  # ?
uf = Path("a").exists()  # ?
ug = os.path.basename(os.getcwd())  # ?
