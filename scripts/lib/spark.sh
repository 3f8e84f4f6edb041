# shellcheck shell=bash
# The Spark that the scripts run, and the job's jar; both are built where they are missing. Sourced after toolchain.sh, with the
# working folder at the root of the repository.

SPARK_POOLING_JAR=$PWD/job/target/spark-pooling.jar

java_command() {
  printf '%s\n' "${JAVA_HOME:+$JAVA_HOME/bin/}java"
}

# Finds Spark (SPARK_HOME, else our own made of Maven's jars) and the jar; builds what is missing or older than its sources.
require_spark_and_jar() {
  local own=$PWD/job/target/spark-home
  require_java
  if [ -z "${SPARK_HOME:-}" ]; then
    SPARK_HOME=$own
  elif [ ! -d "$SPARK_HOME/jars" ] && [ "$SPARK_HOME" != "$own" ]; then
    fail "Cannot use SPARK_HOME $SPARK_HOME: it has no folder jars; unset SPARK_HOME to use a Spark made of Maven's jars."
  fi
  if [ "$SPARK_HOME" = "$own" ]; then
    export SPARK_CONF_DIR=${SPARK_CONF_DIR:-$PWD/conf}
  fi
  if ! is_built; then
    build
  fi
  # Spark guesses its Scala version from folders that only its own releases have.
  export SPARK_HOME SPARK_SCALA_VERSION=${SPARK_SCALA_VERSION:-2.13}
}

is_built() {
  [ -d "$SPARK_HOME/jars" ] && [ -f "$SPARK_POOLING_JAR" ] || return 1
  [ -z "$(find pom.xml job/pom.xml job/src/main job/src/vector -type f -newer "$SPARK_POOLING_JAR" -print -quit)" ]
}

build() {
  local log=job/target/build.log
  require_toolchain
  mkdir -p job/target
  printf 'Building the job with Maven (once; log: %s) ...\n' "$log" >&2
  if ! mvn -B -ntp -Dmaven.test.skip=true package > "$log" 2>&1; then
    sed -n '/^\[ERROR\]/{/\[Help 1\]/q;p;}' "$log" >&2
    fail "Cannot build the job: Maven failed, see $log."
  fi
}

# Replaces the shell by a main class of Spark, with the memory and the JVM options that Spark wants for it.
exec_spark_class() {
  local command=() argument started=no delimiter=$'\n'
  # The launcher prints messages in lines, then an empty entry, then the command in entries that end with NUL.
  while IFS= read -r -d "$delimiter" argument; do
    if [ "$argument" = --add-modules=jdk.incubator.vector ] && [ "${POOLS_NOTHING:-no}" = yes ]; then
      continue # Only kernels use vectors, and the JVM prints a warning about them.
    elif [ "$argument" = --add-opens=java.base/sun.security.action=ALL-UNNAMED ] && [ "$(java_version)" -ge 24 ]; then
      continue # That package is gone, and the JVM prints a warning about it.
    elif [ "$started" = yes ]; then
      command+=("$argument")
    elif [ -z "$argument" ]; then
      started=yes
      delimiter=''
    else
      printf '%s\n' "$argument" >&2
    fi
  done < <(
    "$(java_command)" -Xmx128m -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@"
    printf '%d\0' $?
  )
  local last=$((${#command[@]} - 1))
  [ "$last" -gt 0 ] && [ "${command[last]}" = 0 ] || fail "Cannot start Spark: its launcher failed."
  unset "command[last]"
  exec "${command[@]}"
}
