"""Order statistics that bound a percentile, by SciPy's binomial and by MLPerf's regularised incomplete beta function."""

import json
from pathlib import Path

from scipy.special import betainc
from scipy.stats import binom

CONFIDENCE = 0.99


def mlperf_fewest(share: float) -> int:
    """loadgen's MinPassingQueriesFinder with t = 1 over latency: least h with I_share(h, 1 + t) <= 1 - c; h + t + 1 queries."""
    h = 1
    while betainc(h, 2, share) > 1 - CONFIDENCE:
        h += 1
    return h + 1


def upper_rank(n: int, share: float) -> int:
    """Rank from 1 of the least order statistic that exceeds the percentile with the confidence, one run at least above it."""
    ranks = [k for k in range(1, n) if binom.cdf(k - 1, n, share) >= CONFIDENCE]
    return min(ranks)


def lower_rank(n: int, share: float) -> int:
    """Rank of the largest order statistic that is exceeded by the percentile with the confidence."""
    ranks = [k for k in range(1, n + 1) if binom.sf(k - 1, n, share) >= CONFIDENCE]
    return max(ranks)


cases = [
    {"n": n, "share": share, "lower": lower_rank(n, share), "upper": upper_rank(n, share)}
    for n, share in [(20, 0.5), (64, 0.9), (144, 0.5), (144, 0.9), (144, 0.95), (144 * 3, 0.95), (662, 0.99), (5000, 0.99)]
]
fewest = [{"share": share, "runs": mlperf_fewest(share)} for share in [0.5, 0.9, 0.95, 0.99]]
Path(__file__).with_suffix(".json").write_text(json.dumps({"fewest": fewest, "ranks": cases}, indent=1) + "\n")
