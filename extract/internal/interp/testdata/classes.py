# Classes, instances, and attributes.
import something


class Base:
    name = "base"
    upper = name.upper()

    def method(self, x="x"):
        return self.name + x

    @property
    def prop(self):
        return self.name + "!"

    @classmethod
    def cls_method(cls):
        return cls.name

    @staticmethod
    def static(x):
        return x

    def chain(self):
        return "base"


class Child(Base):
    name = "child"

    def __init__(self, x="default"):
        self.x = x

    def chain(self):
        return "child of " + super().chain()


class Other:
    name = "other"


class Both(Other, Child):
    pass


a = Base.name  # 'base'
b = Child.name  # 'child'
c = Child().method()  # 'childx'
d = Child().prop  # 'child!'
e = Child.cls_method()  # 'child'
f = Base.static("s")  # 's'
g = Child("given").x  # 'given'
h = Child().x  # 'default'
i = Both.name  # 'other'
j = Both().method("y")  # 'othery'
k = Child().chain()  # 'child of base'
l = Base.upper  # 'BASE'
m = Child.__name__  # 'Child'
n = Child().__class__.__name__  # 'Child'
o = getattr(Child, "name")  # 'child'
p = getattr(Child, "nothing", "d")  # 'd'
q = hasattr(Child, "name")  # True
r = isinstance(Child(), Base)  # True
s = isinstance(Child(), Other)  # False
Base.added = "added"
t = Child.added  # 'added'
setattr(Child, "later", "later")
u = Both.later  # 'later'
v = type(Child()).__name__  # 'Child'
w = type("Made", (Base,), {"name": "made"})().prop  # 'made!'


class Foreign(Child, something.Class):
    pass


class Meta(Child, metaclass=something.Meta):
    pass


@something.decorate
class Decorated:
    name = "decorated"


aa = hasattr(Child, "nothing")  # False
ab = hasattr(Foreign, "nothing")  # ?
ac = getattr(Meta, "nothing", "d")  # ?
ad = getattr(Decorated, "nothing", "d")  # ?
ae = getattr(Decorated, "name", "d")  # 'decorated'
af = hasattr(Child, "__doc__")  # ?
ag = hasattr(Child(), "nothing")  # ?


class Outer:
    class Inner:
        name = "inner"


x = Outer.Inner.name  # 'inner'
y = Outer.Inner.__qualname__  # 'Outer.Inner'
z = something.Class.attribute  # something.Class.attribute
