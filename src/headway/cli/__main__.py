"""Runs the command as `python -m headway.cli`, which is how it starts itself anew."""

import sys

from headway.cli import main

if __name__ == "__main__":
    sys.exit(main())
