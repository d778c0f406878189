#!/usr/bin/env bash
# Builds the last commit twice from clean clones, in folders of other names, and fails unless all jars are identical.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Prints the checksum of every jar that a clean clone in a folder builds.
build() {
  local folder=$work/$1
  git clone -q "$root" "$folder"
  (cd "$folder" && mvn -q -B -ntp -DskipTests -Dspotless.check.skip package) >"$work/$1.log" 2>&1 \
    || { tail -20 "$work/$1.log" >&2; return 1; }
  (cd "$folder" && find . -path '*/target/lanewise-*.jar' -not -path '*/lib/*' -print0 | sort -z | xargs -0 sha256sum)
}

build one >"$work/one.sums"
build another-name >"$work/two.sums"
[[ $(wc -l <"$work/one.sums") -ge 3 ]] || { echo "No jars were built." >&2; exit 1; }
diff "$work/one.sums" "$work/two.sums"
echo "[summary] two clean builds: $(wc -l <"$work/one.sums") jars identical"
