#!/usr/bin/env bash
# Whether kernels are equally fast in every VM: each case in fresh VMs, every second of which has used other shapes and memory before.
# After three seconds of calls the slowest VM should be within 10 % of the median, and none should allocate. Prints one line per case
# and ends with 1 if one misses that.
# Usage: scripts/every-vm.sh [VMS] [REGEX of cases]. 5 seconds per VM: 20 VMs and all 100 cases take three hours on an idle machine.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=scripts/java-tools.sh
source "$root/scripts/java-tools.sh"

vms=${1:-20}
cases=${2:-.}
jdk=$(find_jdk)
build_module "$jdk" bench core learn cifar-loader

calls() {
  "$jdk/bin/java" --add-modules jdk.incubator.vector -cp "$class_path" org.lanewise.bench.cold.SteadyCalls "$@" 2>/dev/null
}

names=$(calls list | grep -E "$cases" || true)
[[ -n $names ]] || { echo "every-vm.sh: no case matches '$cases'; these exist:" >&2; calls list >&2; exit 2; }

printf '%-26s %14s %10s %10s %12s\n' case 'calls per s' 'slowest' 'fastest' 'bytes/call'
status=0
for name in $names; do
  for ((vm = 0; vm < vms; vm++)); do
    if ((vm % 2)); then calls "$name" used; else calls "$name" fresh; fi
  done | sort -n | awk -v name="$name" '
    { rate[NR] = $1; if ($2 > bytes) bytes = $2 }
    END {
      median = rate[int((NR + 1) / 2)]
      missed = rate[1] < 0.9 * median || bytes > 0
      printf "%-26s %14.1f %9.0f%% %9.0f%% %12d%s\n", name, median, 100 * rate[1] / median, 100 * rate[NR] / median, bytes, missed ? "  missed" : ""
      exit missed
    }' || status=1
done
exit $status
