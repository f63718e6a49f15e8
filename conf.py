"""Settings of this site: https://www.sphinx-doc.org/en/master/usage/configuration.html."""

import os

project = "Event Notes"
author = "Jathan McCollum"
project_copyright = "2012-2013, Jathan McCollum"
version = release = "1.1"

extensions = ["eventnotes", "myst_parser", "sphinx.ext.doctest", "docs.tables"]
include_patterns = ["*.rst", "CONTRIBUTING.md", "conferences/**", "docs/**"]
exclude_patterns = [".*", "_build", "benchmarks", "docs/adr", "tests"]
myst_heading_anchors = 3

html_theme = "eventnotes"
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")  # where it is published, if known
html_static_path = ["_static"]
latex_engine = "xelatex"  # the notes have characters that pdfTeX does not know
eventnotes_links_ledger = "conferences/links.toml"
eventnotes_addresses = "conferences/addresses.txt"
eventnotes_links_date = "2013-03-17"  # the last day of the events
latex_documents = [("index", "eventnotes.tex", "Event Notes Documentation", author, "manual")]
typst_documents = [("index", "event-notes.pdf", "Event Notes Documentation", author, "manual")]
typst_contents_depth = 4  # down to the talks
typst_new_page_depth = 2  # each event
epub_basename = "event-notes"
epub_show_urls = "no"
book_downloads = ["_build/pdf/event-notes.pdf", "_build/epub/event-notes.epub"]

# Packages outside the standard library that the notes speak of, and their documentation.
eventnotes_modules = {
    "FakeNet": "",
    "IPython": "https://ipython.readthedocs.io/",
    "caching": "https://cache-machine.readthedocs.io/",
    "ceilometer": "https://docs.openstack.org/ceilometer/",
    "celery": "https://docs.celeryq.dev/",
    "circus": "https://circus.readthedocs.io/",
    "cliff": "https://docs.openstack.org/cliff/",
    "confargparse": "",
    "configglue": "https://configglue.readthedocs.io/",
    "dbpool": "https://github.com/gmcguire/django-db-pool",
    "django": "https://docs.djangoproject.com/",
    "django_mmstats": "",
    "django_statsd": "https://django-statsd.readthedocs.io/",
    "elasticutils": "https://elasticutils.readthedocs.io/",
    "esi": "https://github.com/mrfunyon/django-esi",
    "fabric": "https://www.fabfile.org/",
    "greplin.scales": "https://github.com/Cue/scales",
    "gunicorn": "https://docs.gunicorn.org/",
    "ihooks": "https://docs.python.org/2.7/library/undoc.html",
    "jingo": "https://github.com/jbalogh/jingo",
    "jinja2": "https://jinja.palletsprojects.com/",
    "mercurial": "https://www.mercurial-scm.org/",
    "metrology": "https://metrology.readthedocs.io/",
    "mmstats": "https://mmstats.readthedocs.io/",
    "mock": "https://mock.readthedocs.io/",
    "nose": "https://nose.readthedocs.io/",
    "nova": "https://docs.openstack.org/nova/",
    "pandas": "https://pandas.pydata.org/docs/",
    "parcel": "https://parcel.readthedocs.io/",
    "phased": "https://github.com/codysoyland/django-phased",
    "piptools": "https://pip-tools.readthedocs.io/",
    "pkg_resources": "https://setuptools.pypa.io/en/latest/pkg_resources.html",
    "plop": "https://github.com/bdarnell/plop",
    "pyramid": "https://docs.pylonsproject.org/projects/pyramid/",
    "pytest": "https://docs.pytest.org/",
    "queryset_transform": "https://github.com/simonw/django-queryset-transform",
    "rq": "https://python-rq.org/",
    "runsnakerun": "https://www.vrplumber.com/programming/runsnakerun/",
    "salt": "https://docs.saltproject.io/",
    "scapy": "https://scapy.readthedocs.io/",
    "selenium": "https://www.selenium.dev/documentation/",
    "sentry": "https://docs.sentry.io/",
    "setuptools": "https://setuptools.pypa.io/",
    "sphinx": "https://www.sphinx-doc.org/",
    "sqlalchemy": "https://docs.sqlalchemy.org/",
    "statprof": "https://github.com/bos/statprof.py",
    "statsd": "https://statsd.readthedocs.io/",
    "stevedore": "https://docs.openstack.org/stevedore/",
    "supervisor": "http://supervisord.org/",
    "testfixtures": "https://testfixtures.readthedocs.io/",
    "tox": "https://tox.wiki/",
    "trac": "https://trac.edgewall.org/",
    "twisted": "https://docs.twisted.org/",
    "unittest2": "",
    "virtualenv": "https://virtualenv.pypa.io/",
    "virtualenvwrapper": "https://virtualenvwrapper.readthedocs.io/",
    "waffle": "https://waffle.readthedocs.io/",
    "webtest": "https://docs.pylonsproject.org/projects/webtest/",
    "zope.interface": "https://zopeinterface.readthedocs.io/",
    "zope.testrunner": "https://zopetestrunner.readthedocs.io/",
}
