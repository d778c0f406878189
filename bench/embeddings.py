"""Synthetic embeddings, and scikit-learn's logistic regression on them, for a comparison with `./lanewise train`.

    python3 bench/embeddings.py make x.npy y.npy --rows 200000 --classes 10 --noise 12
    OMP_NUM_THREADS=2 OPENBLAS_NUM_THREADS=2 python3 bench/embeddings.py fit x.npy y.npy --l2 0.000316

Embeddings are float32 of length 1: a centre per class, anywhere on the sphere, plus normal noise of about the given length.
`make` writes them a part at a time, so the file may be larger than memory. `fit` standardizes and minimizes what
`./lanewise train --features x.npy --labels y.npy --l2 L` does, mean cross-entropy + L |W|^2, and prints the seconds
from the start of the process, the loss and the peak of memory.
"""

import argparse
import resource
import sys
import time

START = time.time()

try:
    import numpy as np
except ImportError:
    print("Skipped: numpy is not installed here.")
    sys.exit(0)

PART = 20_000


def make(args):
    random = np.random.default_rng(args.seed)
    centres = random.standard_normal((args.classes, args.width), np.float32)
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    labels = random.integers(args.classes, size=args.rows)
    features = np.lib.format.open_memmap(args.features, "w+", np.float32, (args.rows, args.width))
    for start in range(0, args.rows, PART):
        end = min(args.rows, start + PART)
        noise = random.standard_normal((end - start, args.width), np.float32)
        part = centres[labels[start:end]] + noise * np.float32(args.noise / np.sqrt(args.width))
        features[start:end] = part / np.linalg.norm(part, axis=1, keepdims=True)
    features.flush()
    np.save(args.labels, labels)


def fit(args):
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        print("Skipped: scikit-learn is not installed here.")
        return
    x, y = np.load(args.features), np.load(args.labels)
    x = (x - x.mean(0, dtype=np.float64).astype(np.float32)) / x.std(0, dtype=np.float64).astype(np.float32)
    model = LogisticRegression(C=1 / (2 * args.l2 * len(x)), max_iter=args.iterations, tol=args.tolerance).fit(x, y)
    loss = 0.0
    for start in range(0, len(x), PART):
        scores = (x[start:start + PART] @ model.coef_.T + model.intercept_).astype(np.float64)
        scores -= scores.max(1, keepdims=True)
        right = scores[np.arange(len(scores)), y[start:start + PART]]
        loss += (np.log(np.exp(scores).sum(1)) - right).sum()
    loss = loss / len(x) + args.l2 * np.square(model.coef_.astype(np.float64)).sum()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{time.time() - START:.1f} s, {model.n_iter_[0]} iterations, loss {loss:.6f}, {peak:.2f} GB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    maker = commands.add_parser("make", help="write features and labels")
    maker.add_argument("features")
    maker.add_argument("labels")
    maker.add_argument("--rows", type=int, default=200_000)
    maker.add_argument("--width", type=int, default=768)
    maker.add_argument("--classes", type=int, default=10)
    maker.add_argument("--noise", type=float, default=12.0)
    maker.add_argument("--seed", type=int, default=1)
    maker.set_defaults(run=make)
    fitter = commands.add_parser("fit", help="train scikit-learn's logistic regression")
    fitter.add_argument("features")
    fitter.add_argument("labels")
    fitter.add_argument("--l2", type=float, required=True)
    fitter.add_argument("--iterations", type=int, default=100)
    fitter.add_argument("--tolerance", type=float, default=1e-4)
    fitter.set_defaults(run=fit)
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    main()
