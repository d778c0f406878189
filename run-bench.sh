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

# Whether variables stay that choose the kernels or threads of a native peer: an OPENBLAS_CORETYPE halves OpenBLAS unseen.
keeps_environment() {
  local option before=
  for option in "$@"; do
    [[ $option != --keep-environment ]] || return 0
    # An interrupted run goes on with its own options.
    if [[ $before == --resume ]] &&
      grep -qxs -e --keep-environment "$option/arguments.txt" "${option%/}.unfinished/arguments.txt"; then
      return 0
    fi
    before=$option
  done
  return 1
}

if ! keeps_environment "$@"; then
  for variable in "${!OPENBLAS_@}" "${!OMP_@}" "${!GOTO_@}"; do
    echo "Without $variable=${!variable}, which chooses a peer's kernels or threads; --keep-environment keeps it." >&2
    unset "$variable"
  done
fi

jdk=$(find_jdk)
build_module "$jdk" bench core learn cifar-loader

exec "$jdk/bin/java" --add-modules jdk.incubator.vector --sun-misc-unsafe-memory-access=allow \
  -Dlanewise.bench.root="$root" -cp "$class_path" org.lanewise.bench.Main "$@"
