"""Has a command run by a warm Python: `python warm_call.py SOCKET WORDS`; it loads next to nothing itself."""

import array
import json
import os
import socket
import sys

told = json.dumps([sys.argv[2:], os.getcwd(), dict(os.environ)]).encode()  # noqa: PTH109 - pathlib takes longer to load than all of this
with socket.socket(socket.AF_UNIX) as line:
    line.connect(sys.argv[1])
    streams = array.array("i", range(3))
    line.sendmsg([len(told).to_bytes(8, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
    line.sendall(told)
    answer = line.recv(1)
sys.exit(answer[0] if answer else 1)
