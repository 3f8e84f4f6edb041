#!/usr/bin/env bash
# Lines for the clusters that Spark knows. `bash spark-submit.sh standalone|yarn|kubernetes` runs one of them.
# In client mode, as here, the exit code is the job's.
set -euo pipefail

jar=${SPARK_POOLING_JAR:-spark-pooling.jar}
job=(run
  --input "${INPUT:-hdfs:///example/features}"
  --output "${OUTPUT:-hdfs:///example/pooled}"
  --pool 'max_pool2d(head, kernel_size=2)')

case ${1:-} in
  standalone)
    spark-submit --class io.sparkpooling.cli.Main --master spark://example-master:7077 \
      --executor-memory 4g --total-executor-cores 16 \
      "$jar" "${job[@]}"
    ;;
  yarn)
    spark-submit --class io.sparkpooling.cli.Main --master yarn --deploy-mode client \
      --executor-memory 4g --executor-cores 2 --num-executors 8 \
      "$jar" "${job[@]}"
    ;;
  kubernetes)
    spark-submit --class io.sparkpooling.cli.Main --master k8s://https://example-api:6443 --deploy-mode client \
      --conf spark.kubernetes.container.image=example/spark-pooling:0.1.0 \
      --conf spark.kubernetes.namespace=example \
      --conf spark.executor.instances=8 --executor-memory 4g --executor-cores 2 \
      "$jar" "${job[@]}"
    ;;
  *)
    printf 'Usage: %s standalone|yarn|kubernetes\n' "$0" >&2
    exit 30
    ;;
esac
