# Strings: what is known of them, and what is not.
import os

import something

word = "Kelp"
number = 3
nothing = None
unknown = something.unknown()

# Building.
a = "a" + "b" + word  # 'abKelp'
b = "a" "b" 'c'  # 'abc'
c = f"{word}-{number}-{nothing}-{True}"  # 'Kelp-3-None-True'
d = f"{word!r}"  # "'Kelp'"
e = f"{{{word}}}"  # '{Kelp}'
f = "{}-{}".format(word, number)  # 'Kelp-3'
g = "{1}-{0}-{1}".format(word, number)  # '3-Kelp-3'
h = "{w}-{n}".format(w=word, n=number)  # 'Kelp-3'
i = "{{}}{}".format(word)  # '{}Kelp'
j = "{w}".format(**{"w": word})  # 'Kelp'
k = "%s-%s" % (word, number)  # 'Kelp-3'
l = "%s" % word  # 'Kelp'
m = "%(w)s%%" % {"w": word}  # 'Kelp%'
n = "-".join([word, "x", str(number)])  # 'Kelp-x-3'
o = "".join(c for c in ("a", "b"))  # 'ab'
p = str(number) + str(None)  # '3None'
q = "line\n\ttab 'quote'"  # "line\n\ttab 'quote'"
r = r"raw\n"  # 'raw\\n'

# Methods.
lower = word.lower()  # 'kelp'
upper = word.upper()  # 'KELP'
replaced = word.replace("e", "a").replace("p", "")  # 'Kal'
stripped = "  x ".strip() + "--y-".strip("-")  # 'xy'
left = "xxa".lstrip("x") + "axx".rstrip("x")  # 'aa'
split = "a.b.c".split(".")  # ['a', 'b', 'c']
split_once = "a.b.c".split(".", 1)  # ['a', 'b.c']
split_right = "a.b.c".rsplit(".", 1)  # ['a.b', 'c']
split_space = " a  b ".split()  # ['a', 'b']
partition = "a.b.c".partition(".")[2]  # 'b.c'
last = "a.b.c".split(".")[-1]  # 'c'
first = "a.b.c".rpartition(".")[0]  # 'a.b'
starts = word.startswith("K")  # True
ends = word.endswith("x")  # False
inside = "el" in word  # True
outside = "el" not in word  # False

# What is not known.
hole = "a" + unknown + "b"  # 'a{?}b'
named = f"a{unknown}b"  # 'a{unknown}b'
called = f"{something.name()}"  # '{something.name()}'
formatted = "{x}b".format(x=unknown)  # '{x}b'
half = "%s-%s" % (unknown, word)  # '{?}-Kelp'
joined = "_".join(unknown)  # '{?}'
any_of_two = "a" if unknown else "bb"  # 'a'
same = "x" if unknown else "x"  # 'x'

# Settings.
getenv = os.getenv("NOT_GIVEN")  # setting NOT_GIVEN or None
default = os.getenv("NOT_GIVEN", "d")  # setting NOT_GIVEN or 'd'
environ = os.environ.get("NOT_GIVEN", "d") + "x"  # '{NOT_GIVEN}x'
required = os.environ["NOT_GIVEN"]  # setting NOT_GIVEN
given = os.environ["GIVEN"] + os.getenv("GIVEN", "d")  # 'givengiven'
either = os.getenv("NOT_GIVEN") or "other"  # 'other'
decided = "yes" if os.getenv("GIVEN") == "given" else "no"  # 'yes'
without = "yes" if os.getenv("NOT_GIVEN") else "no"  # 'no'
with_default = "yes" if os.getenv("NOT_GIVEN", "d") == "d" else "no"  # 'yes'
