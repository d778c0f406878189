"""The features and the ridge of `./lanewise train --patches K`, in numpy and scikit-learn, for a comparison of times.

    OMP_NUM_THREADS=1 python3 bench/patches.py --data data/cifar-10-batches-bin --filters 1600

Random 6 x 6 patches and their mirror images, contrast normalized, whitened (48 components), soft threshold, quadrants, mirror
images added; then sklearn.linear_model.Ridge with three strengths.
"""

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

try:
    import numpy as np
    from sklearn.linear_model import Ridge
except ImportError as missing:
    print(f"Skipped: {missing.name} is not installed here.")
    sys.exit(0)

SIDE, COMPONENTS, THRESHOLD = 6, 48, np.float32(0.25)


def read(file):
    records = np.fromfile(file, np.uint8).reshape(-1, 3073)
    return records[:, 1:].reshape(-1, 3, 32, 32), records[:, 0].astype(int)


def patches_of(images):
    windows = np.lib.stride_tricks.sliding_window_view(images.astype(np.float32), (SIDE, SIDE), axis=(2, 3))
    p = windows.transpose(0, 2, 3, 1, 4, 5).reshape(-1, 3 * SIDE * SIDE)
    p = p - p.mean(1, keepdims=True)
    return p / np.sqrt((p * p).sum(1, keepdims=True) / (p.shape[1] - 1) + 10)


def mirrored(p):
    return p.reshape(-1, 3, SIDE, SIDE)[..., ::-1].reshape(p.shape)


def learn(images, filters, random):
    some = patches_of(images[random.permutation(len(images))[:400]])
    some = some[random.permutation(len(some))[:50000]]
    some = np.concatenate([some, mirrored(some)])
    mean = some.mean(0)
    values, vectors = np.linalg.eigh(np.cov(some.T, bias=True))
    whitening = (vectors / np.sqrt(values + 0.1))[:, ::-1][:, :COMPONENTS].astype(np.float32)
    chosen = some[random.permutation(len(some))[:filters // 2]]
    dictionary = np.concatenate([chosen, mirrored(chosen)])
    dictionary = (dictionary - mean) @ whitening
    dictionary /= np.linalg.norm(dictionary, axis=1, keepdims=True)
    return whitening, (mean @ whitening).astype(np.float32), dictionary.T.astype(np.float32)


def features_of(images, whitening, offset, dictionary):
    half = dictionary.shape[1] // 2
    features = np.empty((len(images), 8 * half), np.float32)
    for i, image in enumerate(images):
        z = ((patches_of(image[None]) @ whitening - offset) @ dictionary).reshape(27, 27, -1)
        pooled = []
        for signed in (z - THRESHOLD, -z - THRESHOLD):
            np.maximum(signed, 0, out=signed)
            columns = np.stack([signed[:, :14].sum(1), signed[:, 13:].sum(1)])
            pooled.append(np.stack([columns[:, :14].sum(1), columns[:, 13:].sum(1)]))
        p = np.stack(pooled)  # sign, top or bottom, left or right, filter
        features[i] = (p[..., :half] + p[:, :, ::-1, half:]).reshape(-1)
    return features


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, default=Path("data/cifar-10-batches-bin"))
    options.add_argument("--filters", type=int, default=1600)
    options.add_argument("--limit", type=int, help="only the first training images")
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    start = time.time()
    parts = [read(given.data / f"data_batch_{i}.bin") for i in range(1, 6)]
    x = np.concatenate([images for images, _ in parts])[:given.limit]
    y = np.concatenate([labels for _, labels in parts])[:given.limit]
    test, test_labels = read(given.data / "test_batch.bin")
    whitening, offset, dictionary = learn(x, given.filters, np.random.default_rng(1))

    def features(images):
        blocks = np.array_split(images, max(given.threads, len(images) // 500))
        with ThreadPoolExecutor(given.threads) as pool:
            return np.concatenate(list(pool.map(lambda b: features_of(b, whitening, offset, dictionary), blocks)))

    f = features(x)
    print(f"features of {len(x)} images: {time.time() - start:.1f} s", flush=True)
    mean, deviation = f.mean(0), np.sqrt(f.var(0) + 0.01)
    f -= mean
    f /= deviation
    targets = np.where(np.arange(10) == y[:, None], 1, -1).astype(np.float32)
    held = len(x) // 10
    best = None
    for l2 in (0.01, 0.005, 0.0025):
        ridge = Ridge(alpha=l2 * (len(x) - held), solver="cholesky").fit(f[held:], targets[held:])
        accuracy = (ridge.predict(f[:held]).argmax(1) == y[:held]).mean()
        print(f"L2 {l2}: accuracy {accuracy:.4f}, {time.time() - start:.1f} s", flush=True)
        best = max(best or (0, 0), (accuracy, l2))
    ridge = Ridge(alpha=best[1] * len(x), solver="cholesky").fit(f, targets)
    accuracy = (ridge.predict((features(test) - mean) / deviation).argmax(1) == test_labels).mean()
    print(f"test set: accuracy {accuracy:.4f}, whole script {time.time() - start:.1f} s")


if __name__ == "__main__":
    main()
