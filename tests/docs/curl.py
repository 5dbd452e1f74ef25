"""Stands in for curl where it is missing: the few options that the examples use, and nothing else."""

import argparse
import sys
import urllib.error
import urllib.request

parser = argparse.ArgumentParser()
parser.add_argument("url")
parser.add_argument("-s", action="store_true")
parser.add_argument("-X", dest="method", default="GET")
parser.add_argument("-H", dest="headers", action="append", default=[])
parser.add_argument("-d", dest="body")
asked = parser.parse_args()

request = urllib.request.Request(
    asked.url,
    data=asked.body.encode() if asked.body else None,
    headers=dict(header.split(": ", 1) for header in asked.headers),
    method=asked.method,
)
try:
    answer = urllib.request.urlopen(request)
except urllib.error.HTTPError as refusal:
    answer = refusal
sys.stdout.write(answer.read().decode())
