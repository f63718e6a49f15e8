"""``python -m eventnotes``: see :mod:`eventnotes.commands.cli`."""

from eventnotes.commands.cli import main

raise SystemExit(main())
