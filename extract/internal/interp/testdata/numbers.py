# Integers, as far as they have 64 bits.
import something

unknown = something.unknown()
large = 9223372036854775807

a = 2 + 3  # 5
b = 2 - 3  # -1
c = 2 * -3  # -6
d = 7 // 2  # 3
e = -7 // 2  # -4
f = 7 // -2  # -4
g = 7 % 3  # 1
h = -7 % 3  # 2
i = 7 % -3  # -2
j = -6 // 3  # -2
k = -6 % 3  # 0
l = 3  # 1
l -= 2
m = 3  # 12
m *= 4

# What is not known.
na = large + 1  # ?
nb = -large - 2  # ?
nc = large * 2  # ?
nd = 1 // 0  # ?
ne = 1 % 0  # ?
nf = 7 / 2  # ?
ng = 2**3  # ?
nh = 1 - unknown  # ?
ni = 1.5 * 2  # ?
nj = large - 1  # 9223372036854775806


# A function within itself.
def repeated(n):
    return "" if n == 0 else "x" + repeated(n - 1)


def down(n):
    return 0 if n <= 0 else n + down(n - 2)


ra = repeated(3)  # 'xxx'
rb = down(6)  # 12
rc = "ab" * 2  # 'abab'
rd = 2 * "-" + "a" * -1  # '--'
re = "a" * unknown  # ?
rf = f"{'a' * unknown}"  # '{?}'
