"""Kendall's tau-b of random rankings with ties, as scipy has it.

    pip install scipy && python3 tests/scipy/tau_b.py > src/core/tests/tau_b.csv

Each line: the values before, the values after, tau-b to 15 places or nothing where it is not defined.
"""

import random

from scipy.stats import kendalltau

random.seed(20180301)
print("before,after,tau_b")
for length in [2, 2, 3, 4, 5, 8, 12, 20, 40, 87] * 12:
    levels = random.choice([1, 2, 3, length // 2 + 1, length, 10 * length])
    before = [random.randrange(levels) for _ in range(length)]
    kept = random.choice([0.0, 0.5, 0.9, 1.0])
    levels = random.choice([levels, 2, 10 * length])
    after = [value if random.random() < kept else random.randrange(levels) for value in before]
    tau = kendalltau(before, after, variant="b").statistic
    shown = "" if tau != tau else f"{tau:.15f}"
    print(" ".join(map(str, before)), " ".join(map(str, after)), shown, sep=",")
