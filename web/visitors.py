"""Who a visitor is, as far as taking turns goes: an address, and behind it the mark that a browser keeps."""

import ipaddress

import gradio as gr

from chat.rounds import Visitor
from web.browser import Browser

HANDED_ON = "tuwen.handed_on"  # in the scope of a request of which a proxy says so, believed or not
HOUSE = 64  # bits of an IPv6 address that belong to one house, which may use all addresses behind them


def visitor(request: gr.Request | None, browser: Browser | None = None) -> Visitor:
    """Whoever sent a request; from a program without a browser's mark."""
    client = request.client if request is not None else None
    return Visitor(house(client.host if client else ""), browser.owner if browser else "")


def house(address: str) -> str:
    """The address that a visitor cannot change at will."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(parsed.ipv4_mapped or ipaddress.ip_network((int(parsed), HOUSE), strict=False).network_address)
