"""The house's own rules, read off the tree: directions, indexes, names, budgets."""

import ast
import re
import subprocess
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "responses"

LEVELS = {
    "lib": 0,
    "languages": 1,
    "events": 1,
    "people": 2,
    "threads": 3,
    "search": 4,
    "citations": 4,
    "notifications": 4,
    "visits": 4,
    "calls": 4,
    "reading": 5,
    "volumes": 5,
    "editorial": 6,
    "interchange": 6,
    "submissions": 6,
    "translation": 6,
    "privacy": 7,
}
# Not capabilities: the index files, templates' formatting, thin commands, frozen history.
OUTSIDE = {"management", "migrations", "templatetags"}


def python_files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.rglob("*.py"))]


@cache
def parsed(path: Path) -> list[ast.AST]:
    """Of a file, what imports or is a function: each is asked about by several rules."""
    kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, kinds)]


def imported(path: Path) -> set[str]:
    """The dotted names that a file imports, as written."""
    names = set()
    for node in parsed(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def capability(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


def test_every_package_of_the_house_has_its_level():
    found = {path.name for path in HOUSE.iterdir() if (path / "__init__.py").exists()}
    assert found - OUTSIDE - set(LEVELS) == set()


def test_the_map_names_each_package_once_those_that_others_import_first():
    named = re.findall(r"^\| `responses/([a-z]+)/` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(path.name for path in HOUSE.iterdir() if path.name in LEVELS)
    assert [LEVELS[name] for name in named] == sorted(LEVELS[name] for name in named)


def test_imports_go_only_to_a_lower_number():
    wrong = []
    for path in python_files(*(HOUSE / name for name in LEVELS if (HOUSE / name).exists())):
        own = capability(path)
        for name in imported(path):
            parts = name.split(".")
            if parts[0] == "responses" and len(parts) > 1 and parts[1] in LEVELS and parts[1] != own:
                if LEVELS[parts[1]] >= LEVELS[own]:
                    wrong.append(f"{path.relative_to(ROOT)} imports {name}")
            elif parts[0] in {"initiative", "tests"}:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


def test_files_from_word_processors_are_read_by_one_door():
    outside = [path for path in python_files(HOUSE) if "word" not in path.parts]
    inside = "responses.lib.word."
    doors = {f"{inside}{name}" for name in ("Manuscript", "Refused", "files", "read", "read_safely")}
    wrong = {name for path in outside for name in imported(path) if name.startswith(inside)} - doors
    assert {name for name in wrong if not name.startswith(f"{inside}files.")} == set()


def test_foreign_keys_go_only_to_the_same_package_or_a_lower_number():
    wrong = []
    for model in apps.get_app_config("responses").get_models():
        own = model.__module__.split(".")[1]
        for field in model._meta.get_fields():
            target = field.related_model if field.is_relation and not field.auto_created else None
            if target and target.__module__.startswith("responses."):
                other = target.__module__.split(".")[1]
                if other != own and LEVELS[other] >= LEVELS[own]:
                    wrong.append(f"{model.__name__}.{field.name} → {target.__name__}")
    assert wrong == []


def test_nobody_inside_imports_the_index_of_tables():
    users = [
        path.relative_to(ROOT)
        for path in python_files(HOUSE)
        if any(name == "responses.models" or name.startswith("responses.models.") for name in imported(path))
    ]
    assert users == []


def test_the_index_of_tables_is_complete():
    import responses.models

    listed = {name for name in vars(responses.models) if name[0].isupper()}
    assert listed == {model.__name__ for model in apps.get_app_config("responses").get_models()}


def test_the_index_of_admins_is_complete():
    index = imported(HOUSE / "admin.py")
    admins = {
        f"responses.{capability(path)}"
        for path in python_files(HOUSE)
        if path.name == "admin.py" and path.parent != HOUSE and "@admin.register" in path.read_text()
    }
    assert {name for name in admins if not any(each.startswith(name) for each in index)} == set()


def walk(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
    found = []
    for pattern in patterns:
        found += walk(pattern.url_patterns) if isinstance(pattern, URLResolver) else [pattern]
    return found


def test_every_address_has_a_name():
    ours = [
        pattern
        for pattern in walk(get_resolver().url_patterns)
        if getattr(pattern.callback, "__module__", "").startswith(("responses.", "initiative."))
    ]
    assert [str(pattern.pattern) for pattern in ours if not pattern.name] == []


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


CODE = [path for path in python_files(HOUSE, ROOT / "initiative") if "migrations" not in path.parts]


def test_no_file_is_longer_than_300_lines():
    assert [f"{path.relative_to(ROOT)}: {lines(path)}" for path in CODE if lines(path) > 300] == []


def test_settings_are_one_file_of_at_most_250_lines():
    assert lines(ROOT / "initiative" / "settings.py") <= 250


def test_no_function_is_longer_than_25_lines_without_its_docstring():
    long = []
    for path in CODE:
        for node in parsed(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
                length = (node.end_lineno or 0) - first.lineno + 1
                if length > 25:
                    long.append(f"{path.relative_to(ROOT)} {node.name}: {length}")
    assert long == []


def test_no_template_is_longer_than_100_lines():
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert [f"{path.relative_to(ROOT)}: {lines(path)}" for path in templates if lines(path) > 100] == []


@pytest.mark.parametrize("text", ["|safe", 'style="', "<style", "javascript:", "onclick="])
def test_no_template_holds_inline_script_or_style_or_trusts_text(text):
    templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    # A letter can load no stylesheet.
    letters = {ROOT / "templates" / "emails" / "news.html"} if text == "<style" else set()
    assert [path.name for path in templates if text in path.read_text() and path not in letters] == []


def test_markup_is_trusted_in_three_places_only():
    trusting = {
        str(path.relative_to(HOUSE))
        for path in python_files(HOUSE)
        if "mark_safe(" in path.read_text() or "SafeString(" in path.read_text()
    }
    assert trusting <= {"lib/prose.py", "lib/filling.py", "templatetags/reading.py"}


def test_views_and_admins_write_through_services_only():
    verbs = (".save(", ".create(", ".bulk_create(", ".update(", ".delete(")
    writers = [
        f"{path.relative_to(ROOT)}: {verb}"
        for path in python_files(HOUSE)
        if path.name in {"views.py", "admin.py"}
        for verb in verbs
        if verb in path.read_text().replace("super().", "super()")
    ]
    assert writers == []


def patterns():
    """Every regular expression that a module of ours keeps, by the name it has there."""
    for path in python_files(HOUSE, ROOT / "initiative"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if "migrations" not in name and "re.compile" in path.read_text():
            for key, value in vars(import_module(name)).items():
                if isinstance(value, re.Pattern):
                    yield f"{name}.{key}", value


def possessive_groups(parsed):
    """How often ``(…)*+`` or its like is in what a pattern was read into; of one character it is harmless."""
    found = 0
    for kind, value in parsed:
        if str(kind) == "POSSESSIVE_REPEAT":
            found += len(value[2]) != 1 or str(value[2][0][0]) not in {"IN", "LITERAL", "NOT_LITERAL", "ANY"}
        inner = [value] if isinstance(value, re._parser.SubPattern) else value
        for each in inner if isinstance(inner, list | tuple) else ():
            for branch in each if isinstance(each, list) else [each]:
                if isinstance(branch, re._parser.SubPattern):
                    found += possessive_groups(branch)
    return found


def test_no_pattern_repeats_a_group_possessively():
    """Python before 3.11.5 then loses what it matched (its issue gh-106052), and we say 3.11 is enough."""
    kept = dict(patterns())
    assert len(kept) > 50
    read = {name: re._parser.parse(pattern.pattern, pattern.flags) for name, pattern in kept.items()}
    assert [name for name, parsed in read.items() if possessive_groups(parsed)] == []
    # The ruler itself: what one was, how deep, and what one is not.
    assert [
        possessive_groups(re._parser.parse(each)) for each in (r"x(?:(?:a|bc)*+y)?", r"a++[bc]*+.?+")
    ] == [1, 0]


def test_every_migration_is_named_for_what_it_does():
    names = [path.stem for path in (HOUSE / "migrations").glob("0*.py")]
    assert [name for name in names if "auto_" in name or name.endswith("_initial")] == []


def test_migrations_are_one_line_of_history():
    names = [path.stem for path in (HOUSE / "migrations").glob("0*.py")]
    numbers = sorted(name.split("_")[0] for name in names if "_squashed_" not in name)
    assert numbers == [f"{n:04}" for n in range(1, len(numbers) + 1)]


def test_the_top_level_holds_nothing_else():
    allowed = {
        "manage.py", "initiative", "responses", "templates", "static", "tests", "locale", "docs", "deploy",
        "requirements.txt", "requirements-dev.txt", "pyproject.toml", "Makefile", "README.md", "LICENSE",
        "CHANGELOG.md",
    }  # fmt: skip
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    top = {name.split("/")[0] for name in listed if name}
    assert {name for name in top if not name.startswith(".")} - allowed == set()
