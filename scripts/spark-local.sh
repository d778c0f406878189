#!/usr/bin/env bash
# Starts a Spark master and two workers on this machine, each in a VM of its own on the loopback address, trains on CIFAR-10 with them,
# and stops them, however it ends. The first run fetches Spark, 240 MB, from Maven Central.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=scripts/java-tools.sh
source "$root/scripts/java-tools.sh"

if [[ $# != 1 && $# != 2 ]]; then
  echo "Usage: scripts/spark-local.sh FOLDER [MODEL.npz]: the folder has the binary version of CIFAR-10." >&2
  exit 2
fi
data=$(cd -- "$1" 2>/dev/null && pwd) || { echo "There is no folder $1." >&2 && exit 2; }

jdk=$(find_jdk)
export LANEWISE_SPARK_JARS=yes # a profile of spark/pom.xml: Spark's jars beside ours
build_module "$jdk" spark core learn cifar-loader

work=$(mktemp -d)
servers=()

stop() {
  if ((${#servers[@]})); then
    kill "${servers[@]}" 2>/dev/null || true
    wait "${servers[@]}" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# shellcheck disable=SC2154 # build_module sets it
ln -s "${class_path%/\*}" "$work/jars"
cat >"$work/log4j2.properties" <<'END'
rootLogger.level = ${sys:lanewise.log}
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %p %c{1}: %m%n
END

# SPARK_SCALA_VERSION: else Spark looks for the folders of its own build. SPARK_HOME: where executors find their jars.
export JAVA_HOME=$jdk SPARK_HOME=$work SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_DIRS=$work/scratch

# The timeouts: a computer that was asleep has not lost its workers.
spark_java() {
  local level=$1
  shift
  exec "$jdk/bin/java" --add-modules jdk.incubator.vector --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
    -Xmx1g -Dspark.worker.timeout=600 -Dspark.network.timeout=600s -Dlanewise.log="$level" \
    -Dlog4j2.configurationFile="$work/log4j2.properties" -cp "$work/jars/*" "$@"
}

# Waits until a server's log has a line, and prints what is matched in it; fails when the server is gone.
await() {
  local log=$1 server=$2 pattern=$3 found
  until found=$(grep -o -m 1 "$pattern" "$log"); do
    if ! kill -0 "$server" 2>/dev/null; then
      echo "Spark did not start; the end of its log:" >&2
      tail -5 "$log" >&2
      return 1
    fi
    sleep 0.2
  done
  printf '%s\n' "$found"
}

echo "Starting Spark ..." >&2
(spark_java info org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0) >"$work/master.log" 2>&1 &
servers+=($!)
master=$(await "$work/master.log" $! 'spark://127.0.0.1:[0-9]*')
for worker in 1 2; do
  (spark_java info org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 -c 1 -m 1g --work-dir "$work/$worker" "$master") \
    >"$work/worker$worker.log" 2>&1 &
  servers+=($!)
  await "$work/worker$worker.log" $! 'Successfully registered with master' >/dev/null
done

# In the background: bash waits for a command in the foreground before it stops anything.
(spark_java error -Dspark.master="$master" -Dspark.ui.enabled=false -Dspark.driver.host=127.0.0.1 -Dspark.executor.memory=1g \
  org.lanewise.spark.CifarExample "$data" "${@:2}") &
servers+=($!)
wait $!
