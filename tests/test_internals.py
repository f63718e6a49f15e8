"""What is not documented of Sphinx and docutils is used through one module, and still exists."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.linkcheck import CheckExternalLinksBuilder, Hyperlink
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from eventnotes import internals
from tests.test_rooms import MODULES

#: What the documentation of Sphinx and docutils names: https://www.sphinx-doc.org/en/master/extdev/.
DOCUMENTED = {
    "docutils": {"nodes"},
    "docutils.nodes": {"Element", "Node", "document"},
    "sphinx": {"addnodes"},
    "sphinx.addnodes": {"pending_xref"},
    "sphinx.application": {"Sphinx"},
    "sphinx.builders": {"Builder"},
    "sphinx.builders.epub3": {"Epub3Builder"},
    "sphinx.builders.html": {"StandaloneHTMLBuilder"},
    "sphinx.builders.singlehtml": {"SingleFileHTMLBuilder"},
    "sphinx.config": {"Config"},
    "sphinx.domains": {"Domain", "Index", "IndexEntry", "ObjType"},
    "sphinx.environment": {"BuildEnvironment"},
    "sphinx.errors": {"ConfigError", "ExtensionError", "NoUri"},
    "sphinx.locale": {"_"},
    "sphinx.roles": {"XRefRole"},
    "sphinx.transforms": {"SphinxTransform"},
    "sphinx.transforms.post_transforms": {"SphinxPostTransform"},
    "sphinx.util": {"logging"},
    "sphinx.util.docutils": {"SphinxDirective"},
    "sphinx.util.logging": {"getLogger"},
    "sphinx.util.typing": {"ExtensionMetadata"},
}
#: Attributes that it names or that its tutorials use, by the name that an object has in the code.
ATTRIBUTES = {
    "app": "add_builder add_config_value add_css_file add_directive add_domain add_event "
    "add_html_math_renderer add_html_theme add_index_to_domain add_node add_post_transform "
    "add_source_parser add_transform build builder confdir config connect doctreedir emit env "
    "outdir setup_extension srcdir",
    "builder": "confdir doctreedir get_relative_uri get_target_uri init name srcdir",
    "env": "config doc2path docname found_docs metadata note_dependency note_reread relfn2path "
    "srcdir titles",
}
#: The objects that have these names.
CLASSES: dict[str, list[type]] = {
    "app": [Sphinx],
    "builder": [Builder, StandaloneHTMLBuilder, CheckExternalLinksBuilder],
    "env": [BuildEnvironment],
}
#: Attributes that other packages add: MyST, and our own builder.
FOREIGN = {("env", "myst_config"), ("builder", "failed")}
#: How many arguments we pass, by position.
CALLS = [
    (Builder.write_doc, 3),
    (Builder.write_doc_serialized, 3),
    (CheckExternalLinksBuilder.finish, 1),
    (Hyperlink, 4),
    (BuildEnvironment.get_and_resolve_doctree, 3),
    (BuildEnvironment.resolve_references, 4),
    (internals.InventoryFile.load, 3),
    (internals.PygmentsBridge.highlight_block, 3),
    (internals.docname_join, 2),
    (internals.get_node_equation_number, 2),
    (internals.inline_all_toctrees, 6),
    (internals.make_refnode, 5),
    (internals.process_only_nodes, 2),
    (internals.relative_uri, 2),
    (internals.search_image_for_language, 2),
    (internals.split_index_msg, 2),
    (logging.is_suppressed_warning, 3),
    (logging.setup, 3),
]
OTHERS = {name: path for name, path in MODULES.items() if name != "internals"}


def nodes_in(path: Path) -> Iterator[ast.AST]:
    yield from ast.walk(ast.parse(path.read_text("utf-8")))


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the module and the name of each import of Sphinx and docutils."""
    for node in nodes_in(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def used(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield the attributes of Sphinx's objects, known by their names, and whether they are set."""
    for node in nodes_in(path):
        match node:
            case ast.Attribute(
                value=ast.Name(id=name) | ast.Attribute(attr=name), attr=attribute, ctx=context
            ):
                changes = not isinstance(context, ast.Load)
            case ast.Call(
                func=ast.Name(id="getattr" | "setattr" as how),
                args=[
                    ast.Name(id=name) | ast.Attribute(attr=name),
                    ast.Constant(value=str(attribute)),
                    *_,
                ],
            ):
                changes = how == "setattr"
            case _:
                continue
        if (name := name.lstrip("_")) in CLASSES:
            yield name, attribute, changes


def listed(name: str) -> set[str]:
    """Return the attributes of an object in our table."""
    return {one for kind in CLASSES[name] for one in internals.ATTRIBUTES.get(kind, {})}


@pytest.mark.parametrize("name", OTHERS)
def test_other_modules_import_only_what_is_documented(name: str) -> None:
    assert [
        one
        for one in imported(OTHERS[name])
        if one[0].split(".")[0] in {"sphinx", "docutils"}
        and one[1] not in DOCUMENTED.get(one[0], ())
    ] == []


@pytest.mark.parametrize("name", OTHERS)
def test_other_modules_read_only_known_attributes_and_set_none(name: str) -> None:
    found = set(used(OTHERS[name])) if name != "book.hooks" else set()  # there it is a module
    known = {
        (holder, attribute)
        for holder, attributes in ATTRIBUTES.items()
        for attribute in {*attributes.split(), *listed(holder)}
    }
    assert {one[:2] for one in found} - known - FOREIGN == set()
    assert [one for one in found if one[2]] == []


@pytest.mark.parametrize("name", MODULES)
def test_no_module_uses_private_attributes_of_others(name: str) -> None:
    public = {"_asdict", "_make", "_replace", "_exit"}  # of named tuples and the system
    assert [
        ast.unparse(node)
        for node in nodes_in(MODULES[name])
        if isinstance(node, ast.Attribute)
        and node.attr.startswith("_")
        and not node.attr.startswith("__")
        and node.attr not in public
        and ast.unparse(node.value) not in {"self", "cls", "argparse"}
    ] == []


def test_every_line_of_the_module_is_used() -> None:
    names = {one for path in OTHERS.values() for one in imported(path)}
    assert {("eventnotes.internals", name) for name in internals.__all__} <= names
    everywhere = {one[:2] for path in MODULES.values() for one in used(path)}
    for name in CLASSES:
        assert {(name, attribute) for attribute in listed(name)} <= everywhere


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> list[object]:
    """Objects of Sphinx, as in a build."""
    folder = tmp_path_factory.mktemp("internals")
    (folder / "conf.py").touch()
    (folder / "index.rst").write_text("Title\n=====\n", "utf-8")
    with internals.patch_docutils(), internals.docutils_namespace():
        app = Sphinx(folder, folder, folder / "out", folder / "doctrees", "html", status=None)
        app.build()
        checker = internals.link_checker(app)
        checker.finish()
    return [app, app.builder, checker, app.env, app.env.domains.standard_domain]


@pytest.mark.parametrize(
    ("kind", "attribute"),
    [(kind, one) for kind, attributes in internals.ATTRIBUTES.items() for one in attributes],
)
def test_attributes_still_exist(objects: list[object], kind: type, attribute: str) -> None:
    found = [one for one in objects if isinstance(one, kind)]
    assert found
    assert [one for one in found if not hasattr(one, attribute)] == []


@pytest.mark.parametrize(("function", "count"), CALLS)
def test_functions_still_take_what_we_pass(function: object, count: int) -> None:
    assert callable(function)
    signature(function).bind(*range(count))


def test_data_of_domains_is_still_there(objects: list[object]) -> None:
    env = next(one for one in objects if isinstance(one, BuildEnvironment))
    for domain, keys in {**internals.DOMAIN_DATA, "index": ("entries",)}.items():
        assert env.domaindata[domain].keys() >= set(keys)
    signature(env.images.add_file).bind("page", "file")
    assert {"labels", "anonlabels"} <= env.domaindata["std"].keys()
