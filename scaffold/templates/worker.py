"""Fill the automated tables as new data arrive: python -m {{package}}.worker"""

import time

{{import.automated}}

# Upstream first, as "djdag order --populate" lists them.
TABLES = {{tables}}

PAUSE = 60  # s


def populate():
    """Fill each table once, beside other workers. What fails does not stop it."""
    for table in TABLES:
        table.populate(reserve_jobs=True, suppress_errors=True)


if __name__ == "__main__":
    while True:
        populate()
        time.sleep(PAUSE)
