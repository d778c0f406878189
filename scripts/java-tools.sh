# shellcheck shell=bash
# Sourced by the scripts at the root, which have set root: finds a JDK, and builds.

: "${root:?}"
# shellcheck source=scripts/launch.sh
source "$root/scripts/launch.sh"

# Prints the path of Maven: the one that is installed, else the wrapper, which fetches its own once.
find_maven() {
  command -v mvn || printf '%s\n' "$root/mvnw"
}

# Prints a path to the root that class paths, javac's options and Maven can have in them: the root itself, or, where a colon would end
# the path and Maven mistakes backslashes and line ends, a link to it that stays.
plain_root() {
  local wrong=$'[\\\n:]'
  if [[ ! $root =~ $wrong ]]; then
    printf '%s\n' "$root"
    return
  fi
  local caches=${XDG_CACHE_HOME:-${HOME:-}/.cache}/lanewise link
  link=$caches/checkout-$(printf '%s' "$root" | cksum | tr ' ' '-')
  mkdir -p "$caches" && { ln -sn "$root" "$link" 2>/dev/null || true; } # another command may have made it
  if [[ $link =~ $wrong || ! $link -ef $root ]]; then
    echo "Java and Maven do not take the colon, backslash or line end in $root, and $link cannot be made a link to it:" \
      "set XDG_CACHE_HOME to a folder without them that can be written, or move this one." >&2
    return 1
  fi
  printf '%s\n' "$link"
}

# Locks an open file, until it is closed by everyone who has inherited it: lock -x (alone) or -s (shared), -xn does not wait.
lock() {
  if command -v flock >/dev/null; then
    flock "$@"
  elif command -v perl >/dev/null; then
    perl -e 'use Fcntl ":flock"; my ($how, $number) = @ARGV; open(my $file, "<&=", $number) or die "$!\n";
      exit !flock($file, ($how =~ /s/ ? LOCK_SH : LOCK_EX) | ($how =~ /n/ ? LOCK_NB : 0))' -- "$@"
  else
    echo "Neither flock nor perl found, one of which keeps builds apart: install util-linux or perl." >&2
    exit 1
  fi
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

# Lets Maven build a module with the JDK "$1"; the jars and a stamp go to the folder "$3".
run_maven() {
  local jdk=$1 module=$2 build=$3 target=$root/$2/target mvn log from
  mvn=$(find_maven) && from=$(plain_root) || return
  log=$target/build.log
  mkdir -p "$target" "$build" || return
  touch "$build/stamp" # before the build: what changes during it is newer
  rm -rf "${target:?}/lib" "$target/lanewise-$module"-*.jar # other versions of anything
  if ! (cd "$root" && JAVA_HOME=$jdk "$mvn" -f "$from/pom.xml" -B -ntp -pl "$module" -am -Dmaven.test.skip -Dmaven.javadoc.skip \
    -Dmaven.source.skip -Dspotless.check.skip package) >"$log" 2>&1 </dev/null; then
    rm -rf "$build"
    grep -F '[ERROR]' "$log" | head -20 >&2 || tail -20 "$log" >&2
    echo "The build failed; all that Maven said is in $log." >&2
    return 1
  fi
  mv "$target"/lib/*.jar "$build" && cp "$target/lanewise-$module"-*.jar "$build"
}

# Removes the builds in a folder that nobody runs, but not the one of the name "$2".
remove_old_builds() {
  local build
  for build in "$1"/*/; do
    if [[ $build != "$1/$2/" ]] && (exec 7<"$build/stamp" && lock -xn 7) 2>/dev/null; then
      rm -rf "$build"
    fi
  done
}

# Builds a module and those that it needs with the JDK "$1", if something is newer than the last build, and sets class_path. Commands
# wait for each other's builds. Each build has a folder of its own, outside of what Maven writes, and whoever runs it holds a lock on its
# stamp until the end: so a program keeps the classes that it began with, and the VMs that it starts have them too.
build_module() {
  local jdk=$1 module=$2 builds=$root/.built/$2 build from
  shift
  from=$(plain_root) || return
  mkdir -p "$builds" || return
  [[ -e $root/.built/lock ]] || : >>"$root/.built/lock"
  exec 9<"$root/.built/lock"
  lock -xn 9 || { echo "Waiting for another command, which builds ..." >&2 && lock -x 9; }
  build=$(cat "$builds/current" 2>/dev/null || true)
  if sources_newer_than "$builds/$build/stamp" "$@"; then
    echo "Building (once, until a source changes) ..." >&2
    build=$(date +%s)-$$
    run_maven "$jdk" "$module" "$builds/$build" || return
    printf '%s\n' "$build" >"$builds/current"
    remove_old_builds "$builds" "$build"
  fi
  exec 8<"$builds/$build/stamp" # kept open by the program that takes this shell's place
  lock -s 8
  exec 9<&-
  # shellcheck disable=SC2034 # used by the script
  class_path="$from/.built/$module/$build/*"
}
