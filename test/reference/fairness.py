"""Group scores and gaps by Fairlearn."""

import json
import math
import pathlib
import warnings

import numpy as np
from fairlearn.metrics import (
    MetricFrame,
    demographic_parity_difference,
    demographic_parity_ratio,
    equal_opportunity_difference,
    equal_opportunity_ratio,
    equalized_odds_difference,
    equalized_odds_ratio,
    selection_rate,
    true_positive_rate,
    false_positive_rate,
)
from sklearn.metrics import accuracy_score, f1_score

warnings.filterwarnings("ignore")
random = np.random.default_rng(7)


def macro_f1(truth, predicted):
    return f1_score(truth, predicted, average="macro", zero_division=0)


def case(name, truth, predicted, groups, classes, positive=1):
    truth, predicted, groups = (np.asarray(column) for column in (truth, predicted, groups))
    expected = {}
    for key, score in (("accuracy", accuracy_score), ("macro_f1", macro_f1)):
        frame = MetricFrame(metrics=score, y_true=truth, y_pred=predicted, sensitive_features=groups)
        expected[key] = {
            "byGroup": frame.by_group.tolist(),
            "difference": plain(frame.difference(method="between_groups")),
            "ratio": plain(frame.ratio(method="between_groups")),
        }
    binary = {"y_true": (truth == positive).astype(int), "y_pred": (predicted == positive).astype(int)}
    rates = MetricFrame(
        metrics={"selection": selection_rate, "truePositive": true_positive_rate, "falsePositive": false_positive_rate},
        sensitive_features=groups,
        **binary,
    )
    expected["rates"] = {name: rates.by_group[name].tolist() for name in rates.by_group}
    expected["demographicParityDifference"] = demographic_parity_difference(sensitive_features=groups, **binary)
    expected["demographicParityRatio"] = plain(demographic_parity_ratio(sensitive_features=groups, **binary))
    expected["equalizedOddsDifference"] = equalized_odds_difference(sensitive_features=groups, **binary)
    expected["equalizedOddsRatio"] = plain(equalized_odds_ratio(sensitive_features=groups, **binary))
    expected["equalOpportunityDifference"] = equal_opportunity_difference(sensitive_features=groups, **binary)
    expected["equalOpportunityRatio"] = plain(equal_opportunity_ratio(sensitive_features=groups, **binary))
    columns = {"truth": truth.tolist(), "predicted": predicted.tolist(), "groups": groups.tolist()}
    return {"name": name, **columns, "classes": classes, "positive": positive, "expected": expected}


def plain(value):
    return None if math.isnan(value) else float(value)


def random_case(name, n, classes, groups):
    truth = random.integers(classes, size=n)
    predicted = np.where(random.random(n) < 0.7, truth, random.integers(classes, size=n))
    return case(name, truth, predicted, np.arange(n) % groups, classes)


def crossed(name, n, classes):
    """Two attributes and their crossings, as Fairlearn's frame of two sensitive features makes them."""
    truth = random.integers(classes, size=n)
    predicted = np.where(random.random(n) < 0.7, truth, random.integers(classes, size=n))
    first, second = (np.array(values)[random.integers(len(values), size=n)] for values in (["a", "b", "c"], ["x", "y"]))
    features = {"first": first, "second": second}
    frame = MetricFrame(metrics=accuracy_score, y_true=truth, y_pred=predicted, sensitive_features=features)
    expected = {
        "byGroup": {" × ".join(values): score for values, score in frame.by_group.items()},
        "difference": frame.difference(method="between_groups"),
        "ratio": frame.ratio(method="between_groups"),
    }
    columns = {"truth": truth.tolist(), "predicted": predicted.tolist(), **{k: v.tolist() for k, v in features.items()}}
    return {"name": name, **columns, "classes": classes, "expected": expected}


cases = [
    random_case("two classes, two groups", 200, 2, 2),
    random_case("two classes, five groups", 150, 2, 5),
    random_case("four classes, three groups", 120, 4, 3),
    case("group without positives", [0, 0, 0, 1, 1, 0], [0, 1, 0, 1, 0, 0], [0, 0, 0, 1, 1, 1], 2),
    case("nothing selected", [0, 1, 0, 1], [0, 0, 0, 0], [0, 0, 1, 1], 2),
    case("one group", [0, 1, 1], [0, 1, 0], [0, 0, 0], 2),
]

crossings = [crossed("three by two groups", 400, 4), crossed("groups of few", 30, 2)]

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"cases": cases, "crossings": crossings}, ensure_ascii=False, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
