"""Base rounds of designs without repeats under a cyclic group, each found once and written down.

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
    # 20 tables of 3 over 29 rounds
    (20, 3): [(29, 2, False, (
        "0 9 28|1 17 54|2 13 36|3 15 45|4 25 39|5 10 12|6 38 44|7 22 43|8 52 56|11 33 58|"
        "14 31 55|16 20 49|18 29 57|19 35 46|21 27 47|23 26 51|24 42 59|30 37 40|32 41 53|"
        "34 48 50",
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
    # 11 tables of 4 over 14 rounds
    (11, 4): [(14, 3, False, (
        "0 1 6 37|2 13 34 40|3 7 17 32|4 22 30 42|5 16 33 35|8 21 27 41|9 25 29 43|"
        "10 12 18 19|11 14 23 26|15 28 38 39|20 24 31 36",
    ))],
    # 12 tables of 4 over 15 rounds
    (12, 4): [(15, 3, False, (
        "0 25 31 34|1 4 15 40|2 21 44 47|3 35 41 43|5 11 13 18|6 29 32 46|7 8 12 24|"
        "9 37 38 42|10 16 19 30|14 17 36 45|20 26 28 33|22 23 27 39",
    ))],
    # 14 tables of 4 over 13 rounds
    (14, 4): [(13, 4, False, (
        "0 16 22 50|1 2 36 49|3 8 20 23|4 30 40 54|5 37 46 53|6 12 25 45|7 17 47 52|"
        "9 14 26 29|10 28 42 48|11 19 35 55|13 24 34 51|15 33 39 41|18 27 31 38|21 32 43 44",
    ))],
    # 15 tables of 4 over 14 rounds
    (15, 4): [(14, 4, False, (
        "0 24 27 41|1 13 22 44|2 31 46 58|3 6 12 18|4 15 23 53|5 38 51 57|7 8 49 55|"
        "9 17 37 40|10 14 32 59|11 29 48 50|16 42 43 47|19 30 52 56|20 21 25 33|26 28 36 54|"
        "34 35 39 45",
    ))],
    # 6 tables of 5 over 6 rounds
    (6, 5): [(6, 5, False, (
        "2 4 13 14 10|6 26 28 7 3|11 23 17 9 18|16 29 24 21 12|22 0 27 20 5|25 15 19 8 1",
    ))],
    # 10 tables of 5 over 9 rounds
    (10, 5): [(9, 5, False, (
        "0 2 5 16 27|1 19 21 25 31|3 12 22 29 48|4 17 26 38 49|6 23 36 41 42|7 13 35 44 46|"
        "8 24 28 39 47|9 30 32 33 37|10 11 14 18 43|15 20 34 40 45",
    ))],
    # 12 tables of 5 over 11 rounds
    (12, 5): [(11, 5, False, (
        "0 29 35 54 56|1 24 31 32 48|2 10 12 16 18|3 7 9 39 40|4 13 30 38 58|5 17 26 49 57|"
        "6 23 33 44 45|8 15 22 53 55|11 21 25 37 51|14 27 34 36 42|19 43 47 50 52|"
        "20 28 41 46 59",
    ))],
    # 10 tables of 6 over 8 rounds
    (10, 6): [(8, 7, False, (
        "0 2 7 20 37 51|1 8 9 24 35 55|3 28 29 42 48 53|4 13 21 31 36 59|5 19 27 33 47 56|"
        "6 10 39 46 54 58|11 16 18 23 30 52|12 22 25 34 43 44|14 17 26 38 41 57|"
        "15 32 40 45 49 50",
    ))],
}  # fmt: skip


def _read(text: str) -> list[list[int]]:
    return [[int(person) for person in table.split()] for table in text.split("|")]


BASE_ROUNDS: dict[tuple[int, int], list[Base]] = {
    key: [(turns, classes, cosets, [_read(text) for text in texts])
          for turns, classes, cosets, texts in bases]
    for key, bases in _WRITTEN.items()
}  # fmt: skip
