#!/usr/bin/env bash
# Builds what is out of date and runs the benchmarks; --help says more.
set -euo pipefail

root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
# shellcheck source=scripts/java-tools.sh
source "$root/scripts/java-tools.sh"

for option in "$@"; do
  if [[ $option == --help || $option == -h ]]; then
    cat "$root/bench/src/main/resources/org/lanewise/bench/usage.txt"
    exit 0
  fi
done

jdk=$(find_jdk)
build_module "$jdk" bench core cifar-loader

exec "$jdk/bin/java" --add-modules jdk.incubator.vector --sun-misc-unsafe-memory-access=allow \
  -Dlanewise.bench.root="$root" -cp "$class_path" org.lanewise.bench.Main "$@"
