"""Speaks the Model Context Protocol: which tools there are, and over standard input and output."""

from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp_types import ToolAnnotations

from headway import __version__
from headway.mcp.door import Door
from headway.mcp.tools import Tools

_INSTRUCTIONS = (
    "Headway measures the sales of one company. Its numbers are exact: never estimate, add or divide them yourself. "
    "Say with every number what was understood, its period and its rule. What the token's user may not see does not "
    "exist here. Money is in minor units, shares run from 0 to 1, an unknown value is null. Where known_until is not "
    "null, nothing that was logged later is counted: say so."
)
_TOOLS = (
    "ask",
    "metrics",
    "rows",
    "review",
    "funnel",
    "forecast",
    "levers",
    "today",
    "targets",
    "plan",
    "standing",
    "programme",
)


def server_of(door: Door, **options: Any) -> MCPServer:
    """Return a server whose tools ask for the user of a token, and write nothing."""
    server: MCPServer = MCPServer(
        "headway", version=__version__, instructions=_INSTRUCTIONS, log_level="WARNING", subscriptions=False, **options
    )
    tools = Tools(door)
    for name in _TOOLS:
        reading = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
        server.add_tool(getattr(tools, name), name=name, annotations=reading)
    return server


def serve(token: str) -> None:
    """Answer until the input ends. Raises TokenRefused where the token does not hold at the start."""
    door = Door(lambda: token)
    door.user()
    server_of(door).run("stdio")
