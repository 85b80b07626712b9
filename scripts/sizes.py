"""The ten largest Python files, templates and functions: things to look at, not rules."""

import ast
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 10


def tracked(*patterns: str) -> list[Path]:
    """Files git knows, migrations left out."""
    listed = subprocess.check_output(["git", "ls-files", "-z", *patterns], cwd=ROOT, text=True)
    paths = [ROOT / name for name in listed.split("\0") if name and "/migrations/" not in name]
    return [path for path in paths if path.exists()]


def functions(path: Path) -> list[tuple[int, str]]:
    """(lines, where) of each function of a file."""
    rows = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            rows.append((lines, f"{name(path)}:{node.lineno} {node.name}"))
    return rows


def whole_files(paths: list[Path]) -> list[tuple[int, str]]:
    """(lines, where) of each file."""
    return [(len(path.read_text("utf-8").splitlines()), name(path)) for path in paths]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def show(title: str, rows: list[tuple[int, str]]) -> None:
    """The largest rows, and where the middle and the 95th of a hundred lie."""
    rows = sorted(rows, reverse=True)
    if not rows:
        return
    middle, tail = rows[len(rows) // 2][0], rows[len(rows) // 20][0]
    print(f"\n{title}: {len(rows)}, median {middle} lines, 95 % under {tail + 1}")
    for lines, where in rows[:SHOWN]:
        print(f"  {lines:5}  {where}")


def main() -> None:
    python = tracked("*.py")
    show("Python files", whole_files(python))
    show("Functions", [row for path in python for row in functions(path)])
    show("Templates", whole_files(tracked("*.html")))


if __name__ == "__main__":
    main()
