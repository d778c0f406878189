#!/usr/bin/env bash
# Every test with the long ones (an hour of fuzzing by coverage is one of them), the suites in other VMs and emulated on Arm, the speed of
# kernels in many VMs, then two clean builds compared: nine to ten hours and 12 GB. Prints a summary at the end. In pieces: mvn -Plong -Dtest.scale=5 -Dtest.seed=7 test
# -Dtest=FuzzTest ... takes another tenth of the random cases; scripts/vm-modes.sh c1 one kind of VM.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
mkdir -p target
log=target/long-run.log
start=$SECONDS

status=0
mvn -B -ntp -Plong verify 2>&1 | tee "$log" || status=1
scripts/vm-modes.sh 2>&1 | tee -a "$log" || status=1
scripts/arm.sh 2>&1 | tee -a "$log" || status=1
# Speed on a machine that others use as well says little, so it is printed and fails nothing.
scripts/every-vm.sh 2>&1 | tee -a "$log" || true
scripts/check-reproducible.sh 2>&1 | tee -a "$log" || status=1

echo
echo "== Long run of $(git rev-parse --short HEAD), $(((SECONDS - start) / 60)) minutes"
grep -h '^\[summary\]' "$log" | sed 's/^\[summary\] //'
grep -hE 'Tests run:.*Time elapsed' "$log" | awk -F'[:,]' '{ run += $2; failed += $4 + $6 } END { print run " tests, " failed " failed" }'
exit $status
