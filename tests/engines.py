"""Engines other than DuckDB for tests: one local Spark for the whole session, started by the first test that asks."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A Spark session with two threads and no web page; without Java the test fails: `make test` brings it."""
    assert shutil.which("java"), "Spark needs Java 17 or newer (Debian: default-jre-headless)"
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .appName("lachan-tests")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.adaptive.enabled", "false")  # small tables: planning again costs more than it saves
        # compiling each query takes longer than running it
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.session.timeZone", "UTC")
        # thinking out what follows from our many derived columns takes minutes, and finds nothing to save
        .config("spark.sql.constraintPropagation.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
