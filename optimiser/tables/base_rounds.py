"""Base rounds of designs without repeats, each found once by exact cover under a cyclic group.

For so many tables of so many people: how often it is turned, how many classes are turned, whether
the cosets make one more round, and the base rounds, tables divided by bars. Turning them gives
Kirkman systems (15, 33, 39 and 45 people at tables of three), nearly Kirkman systems (24, 30, 36,
48) and their relatives with tables of four and more.
"""

from __future__ import annotations

Base = tuple[int, int, bool, list[list[list[int]]]]

_WRITTEN: dict[tuple[int, int], list[tuple[int, int, bool, tuple[str, ...]]]] = {
    # 5 tables of 3 over 7 rounds
    (5, 3): [(7, 2, False, (
        "0 10 13|1 8 9|2 4 5|3 7 12|6 11 14",
    ))],
    # 6 tables of 3 over 8 rounds
    (6, 3): [(4, 4, False, (
        "0 11 17|1 13 16|2 7 10|3 6 8|4 5 14|9 12 15",
        "0 3 13|1 5 12|2 4 8|6 11 16|7 15 17|9 10 14",
    ))],
    # 7 tables of 3 over 10 rounds
    (7, 3): [(5, 4, False, (
        "0 12 18|1 10 11|2 3 17|4 6 7|5 13 20|8 15 16|9 14 19",
        "0 3 9|1 6 12|2 10 18|4 16 20|5 7 14|8 17 19|11 13 15",
    ))],
    # 8 tables of 3 over 11 rounds
    (8, 3): [(11, 2, False, (
        "0 2 10|1 5 19|3 8 14|4 13 23|6 16 18|7 12 20|9 17 22|11 15 21",
    ))],
    # 10 tables of 3 over 14 rounds
    (10, 3): [(14, 2, False, (
        "0 21 24|1 12 14|2 6 7|3 5 25|4 10 19|8 22 29|9 20 28|11 15 23|13 16 18|17 26 27",
    ))],
    # 11 tables of 3 over 16 rounds
    (11, 3): [(15, 2, True, (
        "0 27 28|1 22 30|2 26 32|3 19 31|4 12 13|5 9 24|6 17 20|7 25 29|8 10 18|11 14 16|"
        "15 21 23",
    ))],
    # 12 tables of 3 over 17 rounds
    (12, 3): [(17, 2, False, (
        "0 13 24|1 7 8|2 4 31|3 22 26|5 14 27|6 20 34|9 12 29|10 18 19|11 16 32|15 30 35|"
        "17 25 28|21 23 33",
    ))],
    # 13 tables of 3 over 19 rounds
    (13, 3): [(19, 2, False, (
        "0 18 37|1 13 27|2 6 23|3 16 32|4 15 26|5 30 36|7 17 22|8 21 28|9 11 14|10 19 38|"
        "12 20 35|24 25 33|29 31 34",
    ))],
    # 14 tables of 3 over 20 rounds
    (14, 3): [(20, 2, False, (
        "3 34 37|4 26 32|5 31 1|7 6 30|9 21 29|10 17 8|14 33 0|16 11 19|24 15 41|27 12 28|"
        "35 22 20|36 25 18|38 40 13|39 2 23",
    ))],
    # 15 tables of 3 over 22 rounds
    (15, 3): [(21, 2, True, (
        "0 38 39|1 17 36|2 8 23|3 7 15|4 32 41|5 27 37|6 16 40|9 29 35|10 33 44|11 12 14|"
        "13 21 25|18 22 24|19 28 43|20 30 42|26 31 34",
    ))],
    # 16 tables of 3 over 23 rounds
    (16, 3): [(23, 2, False, (
        "0 27 42|1 30 34|2 9 25|3 39 46|4 7 15|5 19 43|6 10 11|8 21 33|12 14 32|13 45 47|"
        "16 22 44|17 24 31|18 26 29|20 23 37|28 38 40|35 36 41",
    ))],
    # 6 tables of 4 over 7 rounds
    (6, 4): [(7, 3, False, (
        "0 1 5 12|2 14 18 20|3 9 17 21|4 13 19 23|6 7 16 22|8 10 11 15",
    ))],
    # 9 tables of 4 over 11 rounds
    (9, 4): [(11, 3, False, (
        "0 4 23 28|1 6 11 15|2 3 5 20|7 19 32 35|8 21 29 34|9 24 25 27|10 18 30 33|"
        "12 17 22 26|13 14 16 31",
    ))],
    # 11 tables of 4 over 13 rounds
    (11, 4): [(13, 3, False, (
        "5 39 22 38|6 7 19 3|8 26 33 16|9 20 28 41|10 27 4 31|12 21 36 1|17 11 37 40|"
        "24 18 14 13|32 34 23 35|42 15 0 29|43 2 30 25",
    ))],
    # 12 tables of 4 over 14 rounds
    (12, 4): [(14, 3, False, (
        "0 8 9 38|4 42 16 40|6 24 46 41|13 15 45 31|14 29 22 23|18 1 32 20|19 43 37 11|"
        "25 21 12 10|33 30 34 28|35 7 27 44|39 26 2 5|47 17 36 3",
    ))],
    # 6 tables of 5 over 6 rounds
    (6, 5): [(6, 5, False, (
        "2 4 13 14 10|6 26 28 7 3|11 23 17 9 18|16 29 24 21 12|22 0 27 20 5|25 15 19 8 1",
    ))],
}  # fmt: skip


def _read(text: str) -> list[list[int]]:
    return [[int(person) for person in table.split()] for table in text.split("|")]


BASE_ROUNDS: dict[tuple[int, int], list[Base]] = {
    key: [(turns, classes, cosets, [_read(text) for text in texts])
          for turns, classes, cosets, texts in bases]
    for key, bases in _WRITTEN.items()
}  # fmt: skip
