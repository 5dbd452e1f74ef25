"""`headway version`: which Headway this is."""

from argparse import ArgumentParser, Namespace

from headway import __version__

name = "version"
help = "print the version"  # noqa: A001 - the word that every command has


def add_arguments(parser: ArgumentParser) -> None:
    """Need none."""


def run(_arguments: Namespace) -> int:
    print(f"Headway {__version__}")
    return 0
