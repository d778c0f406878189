#!/usr/bin/env bash
# The suites of core, the loader and the command line in other VMs than `mvn verify` takes: on the other path, with C2 alone, with C1
# alone, interpreted; those of core each time with the scalar kernels, at every width, and without the incubator module. A run that
# gets other kernels, compilers or another path than it was to have fails (KernelsUnderTest, ThisRunTest). Arguments: some of these
# modes; all without. Left out:
# - tests of child VMs, which have options of their own (tag child-vm);
# - without C2 those of what C2 alone does, such as keeping vectors off the heap (tag c2), and the command line, which takes the plain
#   kernels then, and long;
# - in the interpreter, at a microsecond per multiplication, most of the large shapes (Scale.takes), and whole trainings and searches for
#   neighbours (tag large).
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
mkdir -p target

# A mode: its name, the tags left out beside child-vm and long, modules and options of Maven's, and those of the VMs of the tests. A
# suite that fails does not keep the next from running.
status=0
mode() {
  local name=$1 excluded=$2 maven=$3 vm=$4 log=target/vm-mode-$1.log start=$SECONDS
  # shellcheck disable=SC2086 # several options
  mvn -B -ntp -Dspotless.check.skip -Dmaven.test.failure.ignore -Dtest.scale=1 \
    -Dtest.excluded="long,child-vm$excluded" $maven -Dtest.vm="$vm" test >"$log" 2>&1 || status=1
  grep -h '^\[summary\] suite' "$log" || true
  grep -m 20 '^\[ERROR\]' "$log" || true
  grep -hE 'Tests run:.*[0-9]$' "$log" | awk -F'[:,]' -v mode="$name" -v minutes=$(((SECONDS - start) / 60)) '
    { run += $2; failed += $4 + $6; skipped += $8 }
    END {
      print "[summary] suites " mode ", " minutes " minutes: " run " tests, " failed " failed, " skipped " skipped"
      exit failed > 0 || run == 0
    }' || status=1
}

(($#)) || set -- path c2 c1 interpreted
for name; do
  case $name in
    path) mode path "" "-pl testing,core,learn,cifar-loader,datasets,cli -Dtest.modules=false -Dtest.modules.fallback=true" "-Dlanewise.test.compilers=both" ;;
    c2) mode c2 "" "-pl testing,core,learn,cifar-loader,datasets,cli" "-XX:-TieredCompilation -Dlanewise.test.compilers=C2" ;;
    c1) mode c1 ",c2" "-pl testing,core,learn,cifar-loader,datasets" "-XX:TieredStopAtLevel=1 -Dlanewise.test.compilers=C1" ;;
    interpreted) mode interpreted ",c2,large" "-pl testing,core,learn,cifar-loader,datasets" "-Xint -Dlanewise.test.compilers=none -Dlanewise.test.work=1000" ;;
    *) echo "no mode $name: path, c2, c1, interpreted" >&2 && exit 2 ;;
  esac
done
exit $status
