# shellcheck shell=bash
# Sourced by the scripts at the root: finds a JDK, and says what to install where there is none.

LANEWISE_JDK=25

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

# Prints the path of Maven; fails without it.
find_maven() {
  command -v mvn && return 0
  echo "Maven not found: install Apache Maven 3.8 or newer (apt install maven, brew install maven, or maven.apache.org)." >&2
  return 1
}

# Whether something in the sources of some modules, or the build itself, is newer than a stamp.
sources_newer_than() {
  local stamp=$1 module paths
  shift
  [[ -e $stamp ]] || return 0
  paths=("$root/pom.xml")
  for module in "$@"; do
    paths+=("$root/$module/pom.xml" "$root/$module/src/main")
  done
  # Folders too: their time changes when a file is deleted.
  [[ -n $(find "${paths[@]}" -newer "$stamp" -print -quit) ]]
}

# Builds a module and those that it needs with the JDK "$1", if something is newer than its stamp.
build_module() {
  local jdk=$1 module=$2 mvn log
  shift
  local stamp=$root/$module/target/.built
  sources_newer_than "$stamp" "$@" || return 0
  mvn=$(find_maven)
  echo "Building (once, until a source changes) ..." >&2
  mkdir -p "$root/$module/target"
  log=$root/$module/target/build.log
  touch "$stamp.unfinished" # before the build: what changes during it is newer
  if ! (cd "$root" && JAVA_HOME=$jdk "$mvn" -B -ntp -pl "$module" -am -DskipTests -Dmaven.javadoc.skip \
    -Dmaven.source.skip -Dspotless.check.skip package) >"$log" 2>&1 </dev/null; then
    grep -F '[ERROR]' "$log" | head -20 >&2 || tail -20 "$log" >&2
    echo "The build failed; all that Maven said is in $log." >&2
    return 1
  fi
  mv "$stamp.unfinished" "$stamp"
}
