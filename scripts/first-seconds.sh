#!/usr/bin/env bash
# What fresh VMs do in their first seconds, with no JVM option but --add-modules: medians of some VMs (default 10), and the range.
# Usage: scripts/first-seconds.sh [VMS] [best|simd|scalar]. On an idle machine: about 2 minutes for 10.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=scripts/java-tools.sh
source "$root/scripts/java-tools.sh"

vms=${1:-10}
kernels=${2:-best}
jdk=$(find_jdk)
build_module "$jdk" bench core learn cifar-loader

# Runs the program in fresh VMs; prints for each of its numbers the median, and the least and greatest in brackets.
measure() {
  local title=$1
  shift
  for ((vm = 0; vm < vms; vm++)); do
    "$jdk/bin/java" --add-modules jdk.incubator.vector -cp "$class_path" org.lanewise.bench.cold.FirstSeconds "$kernels" "$@" 2>/dev/null
  done | awk -v title="$title" '
    { for (i = 1; i <= NF; i++) value[i, NR] = $i; columns = NF }
    END {
      printf "%s:", title
      for (i = 1; i <= columns; i++) {
        for (a = 1; a <= NR; a++) for (b = a + 1; b <= NR; b++) if (value[i, b] + 0 < value[i, a] + 0) {
          swap = value[i, a]; value[i, a] = value[i, b]; value[i, b] = swap
        }
        printf " %s [%s-%s]", value[i, int((NR + 1) / 2)], value[i, 1], value[i, NR]
      }
      print ""
    }'
}

measure "training by 256, thousand images per second, second by second, then seconds until 90 % of full speed" steps 256 5
measure "product of 512 cubed, ms, call 1, 2, 10" product 512
measure "product of 64 cubed, ms, call 1, 2, 10" product 64
measure "scores of one image, ms, call 1, 2, 10" scores
