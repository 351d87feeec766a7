"""Everything one does with this repository: ``python3 make.py help``. Needs Python 3.11 and nothing else."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
WEB = ROOT / "web"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PACKAGES_STAMP = VENV / "installed.json"
BENCH_NODE = ROOT / "tests" / "bench" / "node"
PAGE_STAMP = WEB / "node_modules" / ".built-from"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = (20, 19)
LOCKS = {"requirements": ["pyproject.toml"], "requirements-dev": ["pyproject.toml", "--group", "dev"]}
EXTRA_LOCKS = {"requirements-node": ["--group", "node"], "requirements-voice": ["--group", "voice"]}
LOCK_RULES = "--universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url"
SLOW_LEVELS = ("browser", "faults", "launch", "operating", "bench")
SIDE_BY_SIDE = ("--numprocesses=4", "--dist=loadfile", "--no-loadscope-reorder")
"""Three processes with a PostgreSQL and a Valkey each, which share out the files in their order; they often wait."""


class Failed(Exception):
    """A stage failed: which, why, and what to do."""


def main(arguments: Sequence[str]) -> int:
    name, rest = (arguments[0] if arguments else "help"), [word for word in arguments[1:] if word != "--"]
    if name not in TARGETS:
        print(f"There is no '{name}'.\n")
        name = "help"
    if sys.version_info < OLDEST_PYTHON:
        print(f"Roundtale needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: python3.11 make.py {name}")
        return 1
    os.chdir(ROOT)
    make_a_home()
    try:
        return TARGETS[name](rest)
    except Failed as failure:
        print(f"\nmake {name} stopped: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(rest: list[str]) -> int:
    """Start everything, and print the address. Ctrl-C stops it. (PORT, DATABASE_URL, REDIS_URL: docs/settings.md)"""
    install("requirements")
    install("requirements-voice")
    build_page()
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), "-m", "server", "run", *rest])


def test(rest: list[str]) -> int:
    """Run all tests; --fast leaves out the slow levels; other words go to pytest (-k name)."""
    install("requirements-dev")
    install("requirements-voice")
    keep_bytecode()
    fast = "--fast" in rest
    (install_modules if fast else build_page)()
    chosen = [word for word in rest if word != "--fast"]
    pytest = [str(PYTHON), "-m", "pytest", *(f"--ignore=tests/{level}" for level in SLOW_LEVELS if fast)]
    if chosen:
        return run_all({"server (pytest)": [*pytest, *chosen]})
    jobs = {"server (four pytests side by side)": [*pytest, *SIDE_BY_SIDE, "-m", "not alone"]}
    if not fast:
        jobs["faults and speed"] = [*pytest, "-m", "alone"]
    return run_all({**jobs, "page (vitest)": [node_tool("npm"), "--prefix", "web", "test"]})


def check(_: list[str]) -> int:
    """Everything that can be said without running the product: format, lint, types, house rules, generated files."""
    install("requirements-dev")
    install_modules()
    python = [str(PYTHON), "-m"]
    return run_all(
        {
            "format": [*python, "ruff", "format", "--check", "--quiet", "."],
            "lint": [*python, "ruff", "check", "--quiet", "."],
            "types": [*python, "mypy"],
            "house rules": [*python, "pytest", "-q", "tests/test_imports.py", "tests/test_repo.py"],
            "generated files": [*python, "server.generate", "--check"],
            "page": [node_tool("npm"), "--prefix", "web", "run", "--silent", "check"],
        }
    )


def faults(rest: list[str]) -> int:
    """Break everything at length; each run ends in the witness, all in docs/faults.md. (KILLS, SEED, LONG=1)"""
    install("requirements-dev")
    keep_bytecode()
    os.environ.setdefault("FULL", "1")
    if rest in ([], ["--lf"]):
        os.environ.setdefault("FINDINGS", "docs/faults.md")
    return subprocess.call([str(PYTHON), "-m", "pytest", "tests/faults", "-s", *rest])


def bench(rest: list[str]) -> int:
    """Measure beside bare libraries, all into docs/performance.md. (goal1 6b ..., --quick, --record; PROFILE=file)"""
    install("requirements-dev")
    install_node_packages("Node's socket.io (npm ci)", BENCH_NODE)
    return subprocess.call([str(PYTHON), "-m", "tests.bench", *rest])


def soak(_: list[str]) -> int:
    """An hour of coming, going and failing, in which nothing may be lost and nothing grow: docs/soak.md. (MINUTES)"""
    install("requirements-dev")
    return subprocess.call([str(PYTHON), "-m", "tests.faults.soak"])


def backup(rest: list[str]) -> int:
    """Keep the database of `make run` in one file, also while it runs. (FILE=stories.backup, DATABASE_URL)"""
    return keep("backup", rest)


def restore(rest: list[str]) -> int:
    """Put the database of a backup in the place of this one. (FILE=stories.backup, REPLACE=1, DATABASE_URL)"""
    return keep("restore", [*rest, *(["--replace"] if os.environ.get("REPLACE") else [])])


def keep(command: str, rest: list[str]) -> int:
    install("requirements")
    named = [os.environ["FILE"]] if os.environ.get("FILE") else []
    return subprocess.call([PYTHON, "-m", "server", command, *named, *rest])


def fix(_: list[str]) -> int:
    """Format everything, and repair what the linters can."""
    install("requirements-dev")
    install_modules()
    python = [str(PYTHON), "-m"]
    return run_all(
        {
            "lint": [*python, "ruff", "check", "--fix", "--quiet", "."],
            "format": [*python, "ruff", "format", "--quiet", "."],
            "page": [node_tool("npm"), "--prefix", "web", "run", "--silent", "format"],
        }
    )


def generate(_: list[str]) -> int:
    """Write the page's protocol types, docs/protocol.md and docs/settings.md from the Python they describe."""
    install("requirements-dev")
    install_modules()
    node_tool("node")
    return subprocess.call([PYTHON, "-m", "server.generate"]) or subprocess.call([PYTHON, "-m", "tests.spec"])


def shots(_: list[str]) -> int:
    """Take pictures of every main state of the page: build/shots, and the README's in docs/pictures."""
    install("requirements-dev")
    build_page()
    return subprocess.call([PYTHON, "-m", "tests.browser.shots"])


def lock(rest: list[str]) -> int:
    """Write the lock files anew from pyproject.toml (needs uv). With --upgrade everything moves to its newest."""
    uv = shutil.which("uv")
    if uv is None:
        raise Failed("uv writes the lock files, and it is not on PATH. Install it: python3 -m pip install uv")
    for name, what in {**LOCKS, **EXTRA_LOCKS}.items():
        command = [uv, "pip", "compile", "--quiet", *LOCK_RULES.split(), *what, "-o", f"{name}.lock", *rest]
        stage(f"{name}.lock", command, "uv's own words above say which package cannot be found or combined.")
    return 0


def help_(_: list[str]) -> int:
    """Say what there is."""
    for name, target in TARGETS.items():
        print(f"  make {name:<10}{(target.__doc__ or '').strip()}")
    print("\nWithout make: python3 make.py <target>. With further words: make test ARGS='-k name'")
    print("WITHOUT_VOICE=1 make run: without the offline voice, which is GPL-3.0 (docs/dependencies.md)")
    return 0


def keep_bytecode() -> None:
    """Tests start Python hundreds of times; one that may not write what it compiled compiles all of it each time."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".cache" / "bytecode"))


def install(name: str) -> None:
    """Bring .venv to what ``name``.lock says; nothing is done while the lock stays the same."""
    installed: dict[str, str] = json.loads(PACKAGES_STAMP.read_text()) if PACKAGES_STAMP.exists() else {}
    wanted = digest([ROOT / f"{name}.lock"])
    left_out = name == "requirements-voice" and os.environ.get("WITHOUT_VOICE")
    if left_out or (installed.get(name) == wanted and PYTHON.exists()):
        return
    make_venv()
    uv = shutil.which("uv")
    flags = ["--require-hashes", "-r", f"{name}.lock"]
    pip = [uv, "pip", "install", "--python", str(PYTHON)] if uv else [str(PYTHON), "-m", "pip", "install"]
    stage(f"Python packages ({name}.lock)", [*pip, "--quiet", *flags], "Check the network, then run the same again.")
    installed[name] = wanted
    if name == "requirements-dev":  # holds everything that requirements.lock does: tests/test_repo.py
        installed["requirements"] = digest([ROOT / "requirements.lock"])
    PACKAGES_STAMP.write_text(json.dumps(installed))


def make_venv() -> None:
    uv = shutil.which("uv")
    if not PYTHON.exists():
        shutil.rmtree(VENV, ignore_errors=True)
        if uv is None and importlib.util.find_spec("ensurepip") is None:
            raise Failed(
                "this Python cannot make environments. On Debian and Ubuntu: apt-get install python3-venv. "
                "Or install uv, which does without."
            )
        command = [uv, "venv", "--quiet", "--python", sys.executable, str(VENV)] if uv else []
        command = command or [sys.executable, "-m", "venv", str(VENV)]
        stage("Python environment (.venv)", command, "Remove .venv and run the same again.")
    elif uv is None and subprocess.call([PYTHON, "-c", "import pip"], stderr=subprocess.DEVNULL) != 0:
        stage("pip", [str(PYTHON), "-m", "ensurepip"], "Remove .venv and run the same again.")


def install_modules() -> None:
    """The page's packages, as web/package-lock.json says."""
    install_node_packages("Page packages (npm ci)", WEB)


def install_node_packages(title: str, folder: Path) -> None:
    """Bring a folder's node_modules to what its package-lock.json says."""
    wanted, stamp = digest([folder / "package-lock.json"]), folder / "node_modules" / ".installed-from"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    command = [node_tool("npm"), "ci", "--prefix", str(folder), "--no-audit", "--no-fund"]
    stage(title, command, "Check the network connection, then run the same again.")
    stamp.write_text(wanted)


def build_page() -> None:
    wanted = digest(page_sources())
    built = (WEB / "dist" / "index.html").exists()
    if built and PAGE_STAMP.exists() and PAGE_STAMP.read_text() == wanted:
        return
    install_modules()
    stage("Page", [node_tool("npm"), "--prefix", "web", "run", "build"], "Repair in web/src what the words above name.")
    PAGE_STAMP.write_text(wanted)


def page_sources() -> list[Path]:
    sources: list[Path] = []
    for folder, folders, files in os.walk(WEB):
        folders[:] = [name for name in folders if name not in ("node_modules", "dist")]
        sources += [Path(folder) / name for name in files]
    return sources


def node_tool(name: str) -> str:
    """``node`` or ``npm`` of a Node that is new enough: the machine's, else from a Python package in .venv."""
    node, own = shutil.which("node"), VENV / "bin"
    if node is None or shutil.which(name) is None or node_version(node) < OLDEST_NODE:
        if not PYTHON.exists():
            make_venv()
        install("requirements-node")
        os.environ["PATH"] = f"{own}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    found = shutil.which(name)
    if found is None:
        raise Failed(f"there is no {name}. Install Node.js {OLDEST_NODE[0]} or newer (nodejs.org).")
    return found


def node_version(node: str) -> tuple[int, ...]:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(number) for number in re.findall(r"\d+", told)[:2])


def make_a_home() -> None:
    """npm, pip and uv want a HOME to keep their caches in; where there is none they get one of ours."""
    if not os.access(os.environ.get("HOME", ""), os.W_OK):
        own = ROOT / ".cache" / "home"
        own.mkdir(parents=True, exist_ok=True)
        os.environ["HOME"] = str(own)


def digest(files: Sequence[Path]) -> str:
    parts = (f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() for path in sorted(files))
    return hashlib.sha256(b"".join(parts)).hexdigest()


def stage(title: str, command: list[str], advice: str) -> None:
    """Run one step with its elapsed time; what it prints is shown only when it fails."""
    began, live = time.monotonic(), sys.stdout.isatty()
    print(f"  {title} ...", end="" if live else "\n", flush=True)
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        while True:
            try:
                failed = child.wait(timeout=1) != 0
                break
            except subprocess.TimeoutExpired:
                if live:
                    print(f"\r  {title} ... {time.monotonic() - began:.0f} s", end="", flush=True)
        output.seek(0)
        words = output.read().decode(errors="replace").strip().splitlines()[-40:]
    result = f"{'failed after' if failed else 'done in'} {time.monotonic() - began:.1f} s"
    print(f"\r  {title} ... {result}" if live else f"  {title}: {result}")
    if failed:
        raise Failed("\n".join([title, *(f"    {line}" for line in words), advice]))


def run_all(jobs: dict[str, list[str]]) -> int:
    """Run every job, also after one failed, and end with one line for each."""
    results: list[tuple[str, bool, float]] = []
    for title, command in jobs.items():
        print(f"-- {title}", flush=True)
        began = time.monotonic()
        failed = subprocess.call(command, stdin=subprocess.DEVNULL) != 0
        results.append((title, failed, time.monotonic() - began))
    print()
    for title, failed, seconds in results:
        print(f"  {'FAILED' if failed else 'passed'}  {title} ({seconds:.1f} s)")
    return 1 if any(failed for _, failed, _ in results) else 0


TARGETS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "faults": faults,
    "bench": bench,
    "backup": backup,
    "restore": restore,
    "fix": fix,
    "generate": generate,
    "lock": lock,
    "shots": shots,
    "soak": soak,
    "help": help_,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
