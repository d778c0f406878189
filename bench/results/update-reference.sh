#!/usr/bin/env bash
# Measures anew what bench/results/reference holds, and prints the table of docs/benchmarks.md; bench/results/README.md says more.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

run=bench/target/reference-run
if [[ -d $run.unfinished ]]; then
  ./run-bench.sh --resume "$run.unfinished"
else
  ./run-bench.sh --data data/cifar-10-batches-bin --out "$run" "$@"
fi

reference=bench/results/reference
mkdir -p "$reference"
rm -rf "${reference:?}"/*
cp -r "$run"/{summary.csv,results.json,report.html,environment.txt,gradient-error.csv,cold.csv,charts} "$reference"
echo "Copied to $reference. The table for docs/benchmarks.md:"
bench/results/reference-table.sh "$reference"
