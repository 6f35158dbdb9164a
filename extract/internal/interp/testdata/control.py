# Branches, loops, functions and errors.
import something

unknown = something.unknown()

# Conditions.
a = 1 if "" else 2  # 2
b = 1 if [] or {} or None or 0 else 2  # 2
c = not (1 < 2 <= 2)  # False
d = None is None and "x" == "x" and 1 != 2  # True
e = "x" and "y"  # 'y'
f = "" or "y"  # 'y'
g = None and unknown  # None
h = unknown and None  # None
i = "x" or unknown  # 'x'
j = isinstance("x", str)  # True
k = isinstance("x", (list, dict))  # False
l = callable(len)  # True

if unknown:
    m = "then"
else:
    m = "otherwise"
m = m  # 'then'

if unknown:
    n = something.other()
elif unknown:
    n = None
else:
    n = "known"
n = n  # 'known'

o = "before"  # 'before'
if unknown:
    o = something.other()

# Loops.
p = ""  # 'abc'
for letter in "a", "b", "c":
    p += letter
q = ""  # 'a'
for letter in ["a", "b", "c"]:
    if letter == "b":
        break
    q += letter
else:
    q = "never"
r = ""  # 'ac'
for letter in ["a", "b", "c"]:
    if letter == "b":
        continue
    r += letter
s = 0  # 3
for number in range(3):
    s = number + 1


# Functions.
def default(x, y="y", *args, z="z", **kwargs):
    return [x, y, z] + list(args) + list(kwargs)


fa = default(1)  # [1, 'y', 'z']
fb = default(1, 2, 3, z=4, w=5)  # [1, 2, 4, 3, 'w']
fc = default(*[1, 2], **{"z": 3})  # [1, 2, 3]


def branches(x):
    if x == 1:
        return "one"
    for y in [2, 3]:
        if x == y:
            return "more"
    return "none"


fd = branches(1)  # 'one'
fe = branches(3)  # 'more'
ff = branches(4)  # 'none'


def nested(prefix):
    def inner(name):
        return prefix + name

    return inner


fg = nested("a")("b")  # 'ab'
fh = (lambda x, y="d": x + y)("c")  # 'cd'


def nothing():
    pass


fi = nothing()  # None
counter = 0


def count():
    global counter
    counter += 1
    return counter


count()
fj = count()  # 2


def recursive(names):
    return names.pop("a") + recursive(names) if "a" in names else ""


fk = recursive({"b": "x"})  # ''

# Errors.
try:
    ta = {}["nothing"]
except KeyError:
    ta = "caught"
ta = ta  # 'caught'
try:
    tb = {}["nothing"]
except (ValueError, LookupError) as error:
    tb = "caught"
tb = tb  # 'caught'
try:
    tc = "fine"
except KeyError:
    tc = "caught"
tc = tc  # 'fine'
try:
    td = "a"
except KeyError:
    pass
else:
    td += "b"
finally:
    td += "c"
td = td  # 'abc'


te = "kept"  # 'kept'
try:
    te = {}["nothing"]
except KeyError:
    pass
th = "kept"  # 'kept'
try:
    th += {}["nothing"]
except KeyError:
    pass


def fails(key):
    return {}[key]


ti = "kept"  # 'kept'
try:
    ti = "a" + fails("nothing") + "b"
except KeyError:
    pass
letter = "kept"
try:
    for letter in fails("nothing"):
        pass
except KeyError:
    pass
tj = letter  # 'kept'
try:
    with fails("nothing") as letter:
        pass
except KeyError:
    pass
tk = letter  # 'kept'
try:
    if fails("nothing"):
        letter = "then"
    else:
        letter = "otherwise"
except KeyError:
    pass
tl = letter  # 'kept'
try:
    letter = [x for x in ["a"] if {}[x]]
except KeyError:
    pass
tm = letter  # 'kept'
try:

    class letter:
        x = {}["nothing"]

except KeyError:
    pass
tn = letter  # 'kept'
try:
    (letter := {}["nothing"])
except KeyError:
    pass
to = letter  # 'kept'
try:
    tp = "known" if unknown else {}["nothing"]
except KeyError:
    tp = "caught"
tp = tp  # 'known'
try:
    try:
        tq = {}["nothing"]
    except LookupError:
        raise
except KeyError:
    tq = "raised again"
tq = tq  # 'raised again'
fa1 = ""  # 'abc'
try:
    try:
        raise ValueError("no")
    finally:
        fa1 += "a"
        fa1 += "b"
except ValueError:
    fa1 += "c"
fa2 = ""  # 'abcd'
try:
    try:
        {}["nothing"]
    except KeyError:
        fa2 += "a"
        raise ValueError("no")
    finally:
        fa2 += "b"
except ValueError:
    fa2 += "c"
finally:
    fa2 += "d"


def leaves():
    try:
        raise ValueError("no")
    finally:
        return "left"


fa3 = leaves()  # 'left'


def caught(key):
    try:
        return {"a": "b"}[key]
    except KeyError:
        return "default"


tf = caught("a")  # 'b'
tg = caught("c")  # 'default'
