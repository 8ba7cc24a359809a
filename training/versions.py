"""Versions of what was learnt from ratings: `python -m training.versions list`, `report`, `promote`, `rollback`,
`compare`.

A running Tuwen takes up what is promoted, and gives up what is taken back, before its next answer.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.versions import NETWORKS, PAGE, PICTURED, SHIPPED, VersionError, Versions, learnt
from models.weights import WeightsError
from storage.places import default_data_dir
from training.compare import compare
from txt2img.taste import RANKER
from world.terminal import as_json, speak_anywhere

AS_SHIPPED = "as it shipped"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 with a sentence on the error stream when it did not."""
    speak_anywhere()
    options = _options(arguments)
    try:
        answer = options.command(Versions(options.data_dir / "versions" / options.what), options)
    except (VersionError, WeightsError, OSError) as error:
        print(f"versions: {error}", file=sys.stderr)
        return 1
    print(as_json(answer, indent=2) if options.json else "\n".join(_lines(answer)))
    return 0


def _list(versions: Versions, options: argparse.Namespace) -> dict[str, Any]:
    served = versions.served()
    found = []
    for name in versions.names():
        report = versions.report(name)
        state = "served" if name == served else "ready" if report["promotable"] else "refused"
        gain = learnt(report)["gain"]
        found.append(
            {"version": name, "state": state, "made": report["made"], "gain": gain, "reason": report["reason"]}
        )
    return {"served": served, "versions": found}


def _report(versions: Versions, options: argparse.Namespace) -> dict[str, Any]:
    names = versions.names()
    name = options.version or (names[-1] if names else "")
    return versions.report(name) | {"page": str(versions.path(name) / PAGE)}


def _promote(versions: Versions, options: argparse.Namespace) -> dict[str, Any]:
    versions.promote(options.version)
    return {"served": versions.served()}


def _roll_back(versions: Versions, options: argparse.Namespace) -> dict[str, Any]:
    return {"served": versions.roll_back()}


def _compare(versions: Versions, options: argparse.Namespace) -> dict[str, Any]:
    if options.what not in PICTURED:
        raise VersionError(f"{options.what} gives no pictures to choose from; compare {' or '.join(PICTURED)}")
    if options.out.exists():
        raise VersionError(f"{options.out} is there already; name a new folder")
    told = compare(options.what, options.versions, options.data_dir, options.out, n=options.n, seed=options.seed)
    return {"pairs": str(told)}


def _lines(answer: dict[str, Any]) -> list[str]:
    if "versions" in answer:
        rows = [
            f"{each['version']}  {each['state']:<7}  {each['made']}  gain {each['gain']['value']:+.3f} "
            f"({each['gain']['low']:+.3f} to {each['gain']['high']:+.3f})"
            for each in answer["versions"]
        ]
        return [*rows, f"served: {answer['served'] or AS_SHIPPED}"]
    if "pairs" in answer:
        return [answer["pairs"]]
    if "reason" in answer:
        return [as_json(answer, indent=2)]
    return [f"served: {answer['served'] or AS_SHIPPED}"]


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m training.versions", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, run, help in (
        ("list", _list, "every version, what the gate said, and which one is served"),
        ("report", _report, "the gate's report of a version, the newest by default, and where its page lies"),
        ("promote", _promote, "serve a version that passed the gate"),
        ("rollback", _roll_back, "serve what was served before the last promotion"),
        ("compare", _compare, "the same prompts and seeds by two versions, for a blind choice"),
    ):
        command = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        command.set_defaults(command=run)
        if run in (_promote, _report):
            command.add_argument("version", nargs="?" if run is _report else None, help="its name, as `list` says it")
        if run is _compare:
            command.add_argument("versions", nargs=2, metavar="VERSION", help=f"a name, or {SHIPPED}")
            command.add_argument("--out", type=Path, default=Path("compared"), help="a new folder (%(default)s)")
            command.add_argument("--n", type=int, default=12, help="pairs of pictures (%(default)s)")
            command.add_argument("--seed", type=int, default=0)
        command.add_argument("--what", choices=NETWORKS, default=RANKER, help="of which network (%(default)s)")
        command.add_argument(
            "--data-dir", type=Path, default=default_data_dir(), help="where versions lie (%(default)s)"
        )
        command.add_argument("--json", action="store_true", help="answer in JSON")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
