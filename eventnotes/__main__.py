"""``python -m eventnotes``: see :mod:`eventnotes.cli`."""

from eventnotes.cli import main

raise SystemExit(main())
