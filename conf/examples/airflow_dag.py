"""Pools each day's features, and reads the result again. Needs apache-airflow-providers-apache-spark."""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

JAR = "/opt/spark-pooling/spark-pooling.jar"

with DAG(
    dag_id="spark_pooling",
    schedule="@daily",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # A day's run that failed is tried again as it is: finished work is kept, a finished run does nothing. Exit code 10 (done, some
    # rows rejected) comes only with --on-bad-row reject, and counts as a failure here: spark-submit's operator knows 0 alone.
    default_args={"retries": 3, "retry_delay": timedelta(minutes=5)},
) as dag:
    pool = SparkSubmitOperator(
        task_id="pool",
        conn_id="spark_default",
        application=JAR,
        java_class="io.sparkpooling.cli.Main",
        application_args=[
            "run",
            "--input", "hdfs:///example/features/{{ ds }}",
            "--output", "hdfs:///example/pooled/{{ ds }}",
            "--pool", "max_pool2d(head, kernel_size=2)",
        ],
    )
    verify = SparkSubmitOperator(
        task_id="verify",
        conn_id="spark_default",
        application=JAR,
        java_class="io.sparkpooling.cli.Main",
        application_args=["verify", "hdfs:///example/pooled/{{ ds }}", "--sample", "100"],
    )
    pool >> verify
