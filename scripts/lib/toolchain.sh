# shellcheck shell=bash
# What every script needs: a JDK of at least 17 and Maven. Sourced, never run.

fail() {
  printf '%s\n' "$*" >&2
  exit 60
}

# Java 17 reads the names of files in the locale's encoding; in the C locale it cannot open those that are not ASCII.
use_utf8() {
  [ "$(locale charmap 2> /dev/null)" = UTF-8 ] || export LC_ALL=C.UTF-8
}

# The feature version of the Java in use, such as 17; nothing where it does not say.
java_version() {
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1
}

require_java() {
  use_utf8
  local java=${JAVA_HOME:+$JAVA_HOME/bin/}java version
  command -v "$java" > /dev/null || fail "Cannot find java: install JDK 17 or newer (Debian and Ubuntu: apt-get install openjdk-17-jdk-headless), or set JAVA_HOME."
  version=$(java_version)
  [ "${version:-0}" -ge 17 ] || fail "Cannot use Java ${version:-of unknown version} ($java): install JDK 17 or newer and set JAVA_HOME to it."
}

require_toolchain() {
  require_java
  command -v "${JAVA_HOME:+$JAVA_HOME/bin/}javac" > /dev/null || fail "Cannot find javac: this is a Java runtime, install a JDK of version 17 or newer (Debian and Ubuntu: apt-get install openjdk-17-jdk-headless)."
  command -v mvn > /dev/null || fail "Cannot find mvn: install Apache Maven 3.8 or newer (Debian and Ubuntu: apt-get install maven)."
}
