#!/usr/bin/env bash
# Measures passes on Spark against those of one machine, and the whole training against MLlib's LogisticRegression: docs/spark.md.
# Each figure is one VM with local[2]. The first run fetches Spark, 240 MB, from Maven Central.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=scripts/java-tools.sh
source "$root/scripts/java-tools.sh"

usage() {
  cat >&2 <<'END'
Usage: scripts/spark-mllib.sh cifar FILE FOLDER IMAGES    write the first images of CIFAR-10's binary version as Parquet
       scripts/spark-mllib.sh embeddings FILE ROWS        write synthetic embeddings, 768 features and 100 classes
       scripts/spark-mllib.sh lanewise FILE ITERATIONS    train with Lanewise, and print the loss over time
       scripts/spark-mllib.sh mllib FILE ITERATIONS       the same with MLlib
       scripts/spark-mllib.sh passes PARTITIONS FEATURES CLASSES BLOCKS SECONDS    the time of a pass, and its bytes
END
  exit 2
}

case "${1-} $#" in
"cifar 4" | "embeddings 3" | "lanewise 3" | "mllib 3") program=(MllibComparison "$@") ;;
"passes 6") program=(PassFigures "${@:2}") ;;
*) usage ;;
esac

jdk=$(find_jdk)
export LANEWISE_SPARK_JARS=yes # a profile of spark/pom.xml: Spark's jars beside ours
build_module "$jdk" spark core learn cifar-loader

# The programs lie with the tests, of which none is built.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tests=$root/spark/src/test
# shellcheck disable=SC2154 # build_module sets it
"$jdk/bin/javac" --add-modules jdk.incubator.vector -nowarn -d "$work" -cp "$class_path" \
  "$tests"/java/org/lanewise/spark/{MllibComparison,PassFigures,LocalSpark}.java 2>"$work/log" || { cat "$work/log" >&2 && exit 1; }
cp "$tests/resources/log4j2-test.properties" "$work"

export SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS=$work/scratch
"$jdk/bin/java" --add-modules jdk.incubator.vector --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  --add-opens=java.base/{java.nio,sun.nio.ch,java.util,java.lang,java.lang.invoke}=ALL-UNNAMED \
  -Xmx2g -cp "$work:$class_path" "org.lanewise.spark.${program[0]}" "${program[@]:1}"
