"""A Spark cluster on this machine: one master and two workers, each a process, on loopback."""

import gc
import os
import shutil
import socket
import subprocess
import time
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path

import pyspark
import pytest

# Programs that live for seconds gain nothing from the compiler for long runs.
QUICK = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]
# What Spark's own scripts open to it of Java 17.
OPENED = [
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in (
        *("java.lang", "java.lang.invoke", "java.io", "java.net", "java.nio", "java.util", "java.util.concurrent"),
        *("java.util.concurrent.atomic", "sun.nio.ch", "sun.nio.cs", "sun.security.action", "sun.util.calendar"),
    )
]
# Small facts, few steps: what helps millions of rows would cost thousands of little questions their time.
OPTIONS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "512m",
    "spark.driver.extraJavaOptions": " ".join(QUICK),
    "spark.executor.memory": "512m",
    "spark.executor.extraJavaOptions": " ".join(QUICK),
    "spark.cores.max": "2",
    "spark.default.parallelism": "1",
    "spark.log.level": "ERROR",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def cluster(folder: Path):
    """Yield the address of a cluster; it ends with the block."""
    if shutil.which("java") is None:
        pytest.fail(
            "Java is missing here. Install Debian's package `openjdk-17-jre-headless`; `make test` does so as root."
        )
    home = Path(pyspark.__file__).parent
    address = f"spark://127.0.0.1:{_free_port()}"
    port = address.rpartition(":")[2]
    daemons = [["master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0"]]
    worker = ["worker.Worker", "-c", "1", "-m", "768m", "--host", "127.0.0.1", "--webui-port", "0", "-d", str(folder)]
    daemons += [[*worker, address]] * 2
    with (folder / "cluster.log").open("wb") as log:
        running = [_start(words, home, folder, log) for words in daemons]
        try:
            _wait_for(running[0], int(port), folder)
            yield address
        finally:
            for process in reversed(running):
                process.terminate()
            for process in running:
                process.wait()


def collect_lines():
    """Let go of the lines to a Java that has ended, which pyspark closes nowhere."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def _start(words, home, folder, log):
    told = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_SCALA_VERSION": "2.13"}
    java = ["java", "-cp", str(home / "jars" / "*"), "-Xmx256m", *QUICK, *OPENED]
    command = [*java, f"org.apache.spark.deploy.{words[0]}", *words[1:]]
    return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=os.environ | told)


def _wait_for(master, port, folder):
    while master.poll() is None:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.1)
    pytest.fail((folder / "cluster.log").read_text())


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
