# shellcheck shell=bash
# Sourced by what runs Lanewise, in a checkout and in a release: finds a JDK, says what to install where there is none, and starts the
# command line.

LANEWISE_JDK=25

# In a locale of mere ASCII Java finds no file whose name has other letters, not even its own jars.
case $(locale charmap 2>/dev/null) in
  ANSI_X3.4-1968 | US-ASCII) export LC_ALL=C.UTF-8 ;;
esac

# Prints the feature version of a JDK, such as 25, from its release file; nothing if there is no JDK.
jdk_version() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Prints the homes where a JDK may be, those that the user chose first.
jdk_candidates() {
  [[ -z ${JAVA_HOME:-} ]] || printf '%s\n' "$JAVA_HOME"
  local java
  if java=$(command -v java); then
    java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
    printf '%s\n' "${java%/bin/java}"
  fi
  local home
  for home in /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/*jdk* /opt/java/*; do
    if [[ -d $home ]]; then
      printf '%s\n' "$home"
    fi
  done
}

# Prints the home of the first JDK that is new enough; fails without one.
find_jdk() {
  local home version
  while IFS= read -r home; do
    version=$(jdk_version "$home")
    if [[ -n $version ]] && ((version >= LANEWISE_JDK)); then
      printf '%s\n' "$home"
      return 0
    fi
  done < <(jdk_candidates)
  echo "No JDK $LANEWISE_JDK or newer found: install Temurin $LANEWISE_JDK" \
    "(apt install temurin-$LANEWISE_JDK-jdk, brew install temurin, or adoptium.net) or set JAVA_HOME." >&2
  return 1
}

# Becomes the command line: the java to run, the folder that has data/ ("" for the one the user is in), the class path, the arguments.
# Data stay in the mapped files, and 128 MB are plenty but for models of many classes, of which L-BFGS remembers ten steps in double: 160
# bytes for each weight. LANEWISE_JVM_OPTIONS comes last and so wins.
run_lanewise() {
  local java=$1 data_root=$2 class_path=$3 terminal=false
  shift 3
  [[ ! -t 2 ]] || terminal=true
  # shellcheck disable=SC2086 # several options
  exec "$java" --add-modules jdk.incubator.vector -Xms32m -Xmx1g -XX:+UseSerialGC -Djava.awt.headless=true \
    -Dlanewise.root="$data_root" -Dlanewise.terminal=$terminal ${LANEWISE_JVM_OPTIONS:-} \
    -cp "$class_path" org.lanewise.cli.Main "$@"
}
