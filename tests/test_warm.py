"""A warm Python is to whoever asks it what Python is."""

import subprocess
import sys

import pytest

SAYS = "import os, sys; print(sys.argv, os.getcwd(), os.environ['HEADWAY_LANGUAGE'], sys.stdin.read())"


@pytest.mark.parametrize(
    "words",
    [
        ("-c", SAYS, "one", "--two"),
        ("-c", "import threading, time; threading.Thread(target=lambda: (time.sleep(0.2), print('late'))).start()"),
        ("-c", "exit('no')"),
        ("-c", "1 / 0"),
        ("-m", "headway.cli", "ask"),
        ("says.py", "one"),
    ],
    ids=str,
)
def test_a_command_gets_and_gives_what_python_would(warm, tmp_path, words):
    """Its words, its folder, its environment and its input; what it prints, what it complains of, and its exit code."""
    (tmp_path / "says.py").write_text(SAYS)
    env = {"HEADWAY_LANGUAGE": "hu", "HEADWAY_DATA": str(tmp_path / "none"), "PATH": "/usr/bin:/bin"}

    def done(*python):
        made = subprocess.run(
            [*python, *words], cwd=tmp_path, env=env, input="typed", capture_output=True, text=True, check=False
        )
        # Python says where in its own code a mistake was; the last line says what it was.
        return made.returncode, made.stdout, made.stderr.splitlines()[-1:]

    assert done(*warm) == done(sys.executable)


def test_a_command_that_nobody_waits_for_any_more_is_ended(warm):
    sleeps = "import time; print('asleep', flush=True); time.sleep(600)"
    with subprocess.Popen([*warm, "-c", sleeps], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as waiting:
        assert waiting.stdout.readline() == b"asleep\n"
        waiting.kill()
        # What it writes to is closed when the last that could write is gone.
        assert waiting.stdout.read() == b""
