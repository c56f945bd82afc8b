"""Answers of scikit-learn's cheap classifiers on random thumbnails, for test/gather/simple-classifiers.test.ts."""
import json
from pathlib import Path

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid

random = np.random.default_rng(7)
cases = []
for classes, train, queries, width in [(3, 40, 25, 12), (5, 60, 30, 48), (2, 7, 9, 4)]:
    centres = random.random((classes, width))
    labels = random.integers(0, classes, train)
    labels[:classes] = range(classes)
    features = np.clip(centres[labels] + random.normal(0, 0.35, (train, width)), 0, 1).astype(np.float32)
    asked = np.clip(centres[random.integers(0, classes, queries)] + random.normal(0, 0.35, (queries, width)), 0, 1).astype(np.float32)
    cases.append(
        {
            "classes": classes,
            "features": features.astype(float).round(6).tolist(),
            "labels": labels.tolist(),
            "queries": asked.astype(float).round(6).tolist(),
            "majority": DummyClassifier(strategy="most_frequent").fit(features, labels).predict(asked).tolist(),
            "nearestCentroid": NearestCentroid().fit(features.round(6), labels).predict(asked.round(6)).tolist(),
            "logisticRegression": LogisticRegression(tol=1e-8, max_iter=10_000).fit(features.round(6), labels).predict(asked.round(6)).tolist(),
            "kNearest": KNeighborsClassifier(5, algorithm="brute").fit(features.round(6), labels).predict(asked.round(6)).tolist(),
        }
    )
Path(__file__).with_suffix(".json").write_text(json.dumps({"cases": cases}) + "\n")
