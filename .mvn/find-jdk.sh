# Sets JAVA_HOME to a JDK of at least release 25. Sourced by mvnw and logferry; POSIX sh.
# Order: $LOGFERRY_JAVA_HOME, $JAVA_HOME, the java on the PATH, then the usual places of installed JDKs.

logferry_java_release() {
  # Prints the feature release ("25") of the JDK in $1, or 0. A JDK without javac cannot build and counts as 0.
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1
}

logferry_path_java_home() {
  command -v javac >/dev/null 2>&1 || return 0
  dirname "$(dirname "$(readlink -f "$(command -v javac)" 2>/dev/null || command -v javac)")"
}

logferry_find_jdk() {
  logferry_tried=""
  for candidate in "${LOGFERRY_JAVA_HOME:-}" "${JAVA_HOME:-}" "$(logferry_path_java_home)" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.jenv/versions/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] && [ -d "$candidate" ] || continue
    release=$(logferry_java_release "$candidate")
    if [ "${release:-0}" -ge 25 ]; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
    logferry_tried="$logferry_tried
    $candidate (release ${release:-unknown}; 0 means not a JDK)"
  done
  cat >&2 <<EOF
Logferry needs a JDK 25 or newer (with javac) and found none.
  Looked at \$LOGFERRY_JAVA_HOME, \$JAVA_HOME, the PATH, and the usual folders of installed JDKs:${logferry_tried:-
    nothing there}
  Install one (for example Temurin 25 from https://adoptium.net) beside what you have, or point
  LOGFERRY_JAVA_HOME at it. The default java of this machine need not change.
EOF
  exit 1
}

logferry_find_jdk
