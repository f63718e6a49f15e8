"""``python -m eventnotes.links linkcheck``: see :mod:`eventnotes.links.command`."""

import argparse

from eventnotes.links.command import add_parser

parser = argparse.ArgumentParser(prog="python -m eventnotes.links")
add_parser(parser.add_subparsers(required=True))
options = parser.parse_args()
raise SystemExit(options.run(options))
