#!/usr/bin/env bash
# Lanewise on Arm, emulated: tests, and trainings whose models must have the bits that this machine computes by itself. Arguments: some
# of neon, sve256, sve512, all; all without. With --quick a few tests and one training: about 5 minutes each instead of 40, if
# nothing else runs. What it downloads (200 MB) and makes is in target/arm.
#
# Emulator, JDK and libraries are packages of Debian, from the mirror that this machine's apt knows; nothing is installed. Speed there
# says nothing about speed on Arm.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=scripts/java-tools.sh
source "$root/scripts/java-tools.sh"

SUITE=trixie # of Debian, the first that has OpenJDK 25
arm=$root/target/arm
home=$arm/arm64/usr/lib/jvm/java-25-openjdk-arm64

# The classes of the tests. Left out is what an emulator makes no statement about, such as allocation, and what takes it hours.
quick='ThisRunTest|MatmulExactTest|SpecialValuesTest|ScoresContractTest|GuardedCopiesTest|MachineTest|CachesTest'
core="$quick|MatmulBitsTest|SoftmaxBitsTest|ScoresBitsTest|LossAndGradientBitsTest|GradientBitsTest|FormsBitsTest|ThreadsBitsTest"
core+='|GradientStepTest|SoftmaxTest|CrossEntropyTest|LossTest|MatmulContractTest|BackwardTest|DistancesTest|AxpyAndDotTest'
core+='|EmptyShapesTest|ArgumentsTest|WorkspaceTest|MemoryTest|MappedInputsTest|MappedFaultsTest|KernelChoiceTest|FeatureSumsTest'
core+='|PreprocessingTest|FeaturesTest|FloatMatrixTest|ReplacementTest'
learn='ModelFileTest|NpyTest|NpzTest|WriteReadTest|CheckpointFileTest|TrainerTest|FormsTrainingTest|ResumeTest|LbfgsUnitsTest'
learn+='|RidgeTest|PatchFeaturesTest|KNearestNeighboursTest|LinearClassifierTest|EvaluationTest|ClassifierTest'
loader='LoaderErrorsTest|CifarDatasetTest|ZeroCopyTest|LifetimeTest|ClassNamesTest|SyntheticCifarTest|VerificationTest|WalkTest'

missing() {
  echo "Not emulated: $*" >&2
  exit 1
}

# Downloads packages of an architecture and unpacks them into a folder; apt has lists, cache and sources of its own there.
unpack() {
  local architecture=$1 folder=$2 apt=$arm/apt-$1
  shift 2
  [[ ! -e $folder/complete ]] || return 0
  rm -rf "$folder" "$apt"
  mkdir -p "$folder" "$apt"/{lists,cache/archives}/partial
  touch "$apt/status"
  echo "deb $(mirror) $SUITE main" >"$apt/sources.list"
  cat >"$apt/apt.conf" <<EOF
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Sandbox::User "";
Acquire::Languages "none";
Dir::State::Lists "$apt/lists";
Dir::State::Status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::SourceList "$apt/sources.list";
Dir::Etc::SourceParts "-";
EOF
  (cd "$apt" && export APT_CONFIG=$apt/apt.conf && apt-get -qq update && apt-get -qq download "$@") >"$apt/log" 2>&1 ||
    missing "apt cannot download $* of Debian $SUITE for $architecture; what it says is in $apt/log"
  for package in "$apt"/*.deb; do
    dpkg -x "$package" "$folder"
  done
  touch "$folder/complete"
}

# Prints a value of /etc/os-release.
os_release() {
  sed -n "s/^$1=\"\?\([^\"]*\).*/\1/p" /etc/os-release 2>/dev/null || true
}

# Prints where this machine gets Debian's packages from.
mirror() {
  # shellcheck disable=SC2016 # apt's own variables
  apt-get indextargets --format '$(RELEASE) $(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
    awk -v release="$(os_release VERSION_CODENAME)" '($1 == release || $2 == release) && $3 == "main" { print $4; exit }'
}

# Puts a script in the place of a program of the JDK: the kernel cannot start it, neither for us nor for a VM that starts another one.
emulate() {
  [[ -e $1.arm64 ]] || mv "$1" "$1.arm64"
  # shellcheck disable=SC2016 # a script's own
  printf '#!/bin/sh\nexec "%s" -cpu "$ARM_CPU" -L "%s" "%s.arm64" %s "$@"\n' \
    "$arm/emulator/usr/bin/qemu-aarch64" "$arm/arm64" "$1" "${2:-}" >"$1"
  chmod +x "$1"
}

set_up() {
  [[ $(os_release ID) == debian ]] ||
    missing "Debian's apt-get and dpkg bring the emulator and the JDK for Arm, and this is no Debian"
  [[ -n $(mirror) ]] || missing "apt knows no mirror of Debian's main packages; see /etc/apt/sources.list.d"
  unpack "$(dpkg --print-architecture)" "$arm/emulator" qemu-user
  unpack arm64 "$arm/arm64" openjdk-25-jre-headless libc6 libgcc-s1 libstdc++6 zlib1g
  [[ -e $arm/arm64/lib ]] || ln -s usr/lib "$arm/arm64/lib"
  local link
  find "$home" -type l -lname '/etc/*' | while IFS= read -r link; do
    [[ ! -e $arm/arm64$(readlink "$link") ]] || cp --remove-destination "$arm/arm64$(readlink "$link")" "$link"
  done
  emulate "$home/lib/jspawnhelper"
  # shellcheck disable=SC2016 # that script's own
  emulate "$home/bin/java" '$ARM_OPTIONS'
}

# Builds the classes of the tests and the command line, and gets JUnit's launcher.
build() {
  local mvn version
  mvn=$(find_maven)
  version=1.$(sed -n 's|.*<junit.version>[0-9]*\.\(.*\)</junit.version>.*|\1|p' "$root/pom.xml")
  junit=$arm/junit/junit-platform-console-standalone-$version.jar
  (cd "$root" && export JAVA_HOME=$jdk &&
    "$mvn" -B -ntp -q -pl learn,cifar-loader -am -Dspotless.check.skip -Dmaven.javadoc.skip test-compile &&
    { [[ -e $junit ]] || "$mvn" -B -ntp -q -N dependency:copy -DoutputDirectory="$arm/junit" \
      -Dartifact="org.junit.platform:junit-platform-console-standalone:$version"; }) >"$arm/build.log" 2>&1 </dev/null ||
    missing "the tests do not build, or Maven cannot get JUnit's console; what it says is in $arm/build.log"
  class_path= # set by build_module
  build_module "$jdk" cli core learn cifar-loader datasets
}

# Prints the class path of the tests.
test_path() {
  local module path=$junit
  for module in testing core learn cifar-loader; do
    path+=:$root/$module/target/classes:$root/$module/target/test-classes
  done
  echo "$path"
}

# Runs the tests of a module whose names fit, with vectors of that width from the first call, random suites with a tenth of their
# cases; adds a line to the summary.
tests() {
  local mode=$1 module=$2 names=$3 log=$arm/$1-$2.log from=$SECONDS
  echo "$mode: tests of $module ..." >&2
  (cd "$root/$module" && LANEWISE_SIMD=$bits "$home/bin/java" --add-modules jdk.incubator.vector -Xmx2g -cp "$(test_path)" \
    -Dlanewise.test.scale=0.1 \
    org.junit.platform.console.ConsoleLauncher execute --disable-banner --disable-ansi-colors --details=testfeed \
    --config=junit.jupiter.execution.timeout.mode=disabled --exclude-tag=long --fail-if-no-tests \
    --scan-classpath="$root/$module/target/test-classes" --include-classname=".*\.($names)") >"$log" 2>&1 </dev/null || failed=1
  summary "$mode, tests of $module: $(awk '
    /tests found/ { found = $2 } /tests successful/ { good = $2 } /tests failed/ { bad = $2 } /tests skipped/ { skipped = $2 }
    /tests aborted/ { skipped += $2 }
    END { if (found) print good " passed, " bad " failed, " skipped " skipped"; else print "the VM ended before the tests" }
    ' "$log"), $((SECONDS - from)) s"
  grep -A 2 -E ':: FAILED|A fatal error' "$log" | head -40 >&2 || true
}

# Trains here or emulated; prints a hash of all that was learned.
train() {
  local java=$1 model=$2 content=$2.content
  shift 2
  rm -rf "$model" "$content"
  (cd "$arm" && "$java" --add-modules jdk.incubator.vector -Xmx1g -XX:+UseSerialGC -cp "$class_path" org.lanewise.cli.Main train \
    --save "$model" "$@") >"$model.log" 2>&1 </dev/null || { echo "failed" && return; }
  mkdir "$content"
  (cd "$content" && "$jdk/bin/jar" xf "$model" && rm provenance.npy && cat -- *.npy | sha256sum | cut -c 1-16)
}

# Trains in both ways and compares; adds a line to the summary.
compare() {
  local mode=$1 name=$2 here there from=$SECONDS
  shift 2
  echo "$mode: training $name ..." >&2
  here=$(train "$jdk/bin/java" "$arm/$name-here.npz" "$@")
  there=$(LANEWISE_SIMD=$bits train "$home/bin/java" "$arm/$name-$mode.npz" "$@")
  local verdict=same
  if [[ $here != "$there" || $here == failed ]]; then
    verdict=DIFFERENT
    failed=1
  fi
  summary "$mode, training $name: $verdict, $there, here $here, $((SECONDS - from)) s"
}

summary() {
  echo "[summary] arm $*" | tee -a "$arm/summary"
}

run() {
  local mode=$1
  case $mode in
    neon) bits=128 ARM_CPU=max ARM_OPTIONS=-XX:UseSVE=0 ;;
    sve256) bits=256 ARM_CPU=max,sve256=on,sve128=on ARM_OPTIONS= ;;
    sve512) bits=512 ARM_CPU=max,sve512=on,sve256=on,sve128=on ARM_OPTIONS= ;;
  esac
  export ARM_CPU ARM_OPTIONS="$ARM_OPTIONS -XX:-CreateCoredumpOnCrash -XX:ErrorFile=$arm/crash-$mode.log"
  compare "$mode" bytes --data=images --limit=300 --optimizer=sgd --epochs=1
  if ((is_quick)); then
    tests "$mode" core "$quick"
    return
  fi
  tests "$mode" core "$core"
  tests "$mode" learn "$learn"
  tests "$mode" cifar-loader "$loader"
  compare "$mode" floats --data=floats.csv --optimizer=nesterov --epochs=2
  compare "$mode" softmax --data=images --limit=500 --optimizer=adam --batch=9 --epochs=1
  compare "$mode" hinge --data=images --limit=500 --loss=svm --epochs=1
  compare "$mode" squared-hinge --data=images --limit=300 --loss=svm2 --l1=1e-4 --batch=16 --epochs=1
  compare "$mode" lbfgs --data=images --limit=500 --optimizer=lbfgs --l2=1e-2 --iterations=5
  compare "$mode" threads --data=images --limit=1000 --optimizer=sgd --batch=300 --threads=2 --epochs=2
  compare "$mode" patches --data=images --limit=300 --patches=4
  compare "$mode" hidden --data=images --limit=300 --hidden=8 --epochs=2
}

# What is learned from: images, and a table of floats, both made up.
make_data() {
  rm -rf "$arm/images"
  "$jdk/bin/java" --add-modules jdk.incubator.vector -cp "$class_path" org.lanewise.cli.Main data synth "$arm/images" \
    --train=2000 --test=200 >"$arm/images.log" 2>&1 || missing "the images cannot be made; what went wrong is in $arm/images.log"
  awk 'BEGIN {
    for (c = 0; c < 60; c++) printf "x%d,", c
    print "label"
    state = 1
    for (row = 0; row < 400; row++) {
      for (c = 0; c < 60; c++) {
        state = state * 16807 % 2147483647
        printf "%.6f,", state / 2147483647 * 4 - 2 + row % 5 / 2
      }
      print row % 5
    }
  }' >"$arm/floats.csv"
}

is_quick=0
modes=()
for argument; do
  case $argument in
    --quick) is_quick=1 ;;
    neon | sve256 | sve512) modes+=("$argument") ;;
    all) modes+=(neon sve256 sve512) ;;
    *) echo "no mode $argument: neon, sve256, sve512, all, and --quick" >&2 && exit 2 ;;
  esac
done
((${#modes[@]})) || modes=(neon sve256 sve512)

mkdir -p "$arm"
jdk=$(find_jdk)
set_up
build
: >"$arm/summary"
failed=0
make_data
for mode in "${modes[@]}"; do
  run "$mode"
done
cat "$arm/summary"
exit $failed
