# Lists, tuples, sets and dicts.
import something

unknown = something.unknown()

# Lists.
a = [1, "x", None, True, ...]  # [1, 'x', None, True, Ellipsis]
b = [1, *[2, 3], 4]  # [1, 2, 3, 4]
c = [1] + [2]  # [1, 2]
d = list("x" for x in [1, 2])  # ['x', 'x']
e = [x for x in ["a", "bb", "a"] if x != "a"]  # ['bb']
f = [f"{i}{n}" for i, n in enumerate(["a", "b"])]  # ['0a', '1b']
g = list(zip(["a", "b"], [1, 2]))[1][0]  # 'b'
h = len([1, 2, 3])  # 3
i = list(range(3))  # [0, 1, 2]
j = [1, 2, 3][-1]  # 3
k = "x" in ["x", "y"]  # True
l = "z" in ["x", "y"]  # False
m = []  # [1, 2, 3]
m.append(1)
m.extend([2])
m += [3]
n = ["a", "b"]  # ['b']
n.remove("a")
first, (second, third) = 1, (2, 3)
o = first  # 1
p = second  # 2
head, (neck, *rest) = 1, (2, 3, 4)
oa = neck  # 2
ob = rest  # [3, 4]
*most, end = ["a", "b", "c"]
oc = end  # 'c'
od = most  # ['a', 'b']
first, *none, last = 1, 2
oe = none  # []
of = last  # 2
first, *short, last = (1,)
og = first  # ?
first, *open = 1, *unknown
oh = first  # ?
oi = [x for _, *x in [(1, 2, 3), (4,)]]  # [[2, 3], []]
q = [*["a"], *unknown]  # ['a', …]
r = [x for x in unknown]  # ?
s = ["a", unknown]  # ['a', ?]
t = "x" in ["a", unknown]  # ?
u = ["a", unknown][0]  # 'a'

# Dicts.
da = {"x": 1, "y": {"z": 2}}  # {'x': 1, 'y': {'z': 2}}
db = da["y"]["z"]  # 2
dc = dict(x=1, **{"y": 2})  # {'x': 1, 'y': 2}
dd = {**da, "x": 3}["x"]  # 3
de = da.get("nothing")  # None
df = da.get("nothing", "d")  # 'd'
dg = {k: v for k, v in {"a": 1}.items()}  # {'a': 1}
dh = list({"a": 1, "b": 2})  # ['a', 'b']
di = list({"a": 1}.values())  # [1]
dj = {}  # {'a': 1, 'b': 2}
dj["a"] = 1
dj.update(b=2)
dk = {"a": 1} | {"b": 2}  # {'a': 1, 'b': 2}
dl = "a" in {"a": 1}  # True
dm = {"a": 1, **unknown}  # {'a': 1, …}
dn = {"a": 1, **unknown}.get("b")  # ?
do = {unknown: 1}.get("a")  # ?
dp = {"a": 1}.setdefault("b", 2)  # 2
