"""Trains classifiers of scikit-learn, and writes what they are and what they say. Argument: a folder."""

import sys
from pathlib import Path

import numpy
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

folder = Path(sys.argv[1])
for classes in (2, 3):
    x, y = make_classification(
        n_samples=400, n_features=12, n_informative=8, n_classes=classes, random_state=classes
    )
    # Features of different units, so that the scaler has something to do; what is tested are floats.
    x = (x * numpy.linspace(0.5, 20, 12) + numpy.arange(12)).astype(numpy.float32)
    scaler = StandardScaler().fit(x)
    names = numpy.array(["cat", "dog", "eel"])[y] if classes == 3 else y
    model = LogisticRegression(max_iter=1000).fit(scaler.transform(x), names)
    numpy.savez(
        folder / f"sk{classes}.npz",
        coef_=model.coef_,
        intercept_=model.intercept_,
        classes_=model.classes_,
        mean_=scaler.mean_,
        scale_=scaler.scale_,
    )
    numpy.save(folder / f"x{classes}.npy", x)
    numpy.save(folder / f"p{classes}.npy", model.predict_proba(scaler.transform(x)).astype(numpy.float32))
