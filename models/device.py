"""Where networks run."""

import torch


class UnknownDevice(ValueError):
    """There is no such device on this machine."""


def checked_device(name: str) -> str:
    """The name of a device that this machine has; UnknownDevice says what is wrong with any other."""
    try:
        torch.empty(0, device=name)
    except (RuntimeError, AssertionError):
        here = ["cpu", *(f"cuda:{i}" for i in range(torch.cuda.device_count()))]
        raise UnknownDevice(f"no device {name!r} here; choose one of {', '.join(here)}") from None
    return name
