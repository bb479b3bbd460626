# SPDX-License-Identifier: Apache-2.0
"""What test programs that look at gleamr from outside share. Tests are functions marked with @test, each run in a fresh
folder; the first word of the command line is a regular expression that chooses among their names. A test that fails has a
second try, since terminals and other programs race when the machine is busy; if it passes then, it is told as unsteady, with
what it said first. The closing line is "N passed, N failed".
"""
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GLEAMR = ROOT / "build" / "gleamr"
GLEAMC = ROOT / "build" / "gleamc"
HELLO = '@external(erlang, "io", "put_chars")\nfn print(text: String) -> Nil\n\npub fn main() -> Nil {\n  print("hello\\n")\n}\n'

tests = []


def test(function):
    tests.append(function)
    return function


def write(path, text, mode=0o644):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def project(folder, source=HELLO):
    write(folder / "gleam.toml", 'name = "demo"\n')
    write(folder / "src" / "demo.gleam", source)
    return folder


def gleamr(folder, *words, tool=GLEAMR, address_space=resource.RLIM_INFINITY, **env):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GLEAMR_") or k == "GLEAMR_CACHE"}
    environment.update({k: str(v) for k, v in env.items()})
    return subprocess.run([str(tool), *words], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace", timeout=60,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space)))


def expect(done, status, out=None, err=None):
    where = f"exit {done.returncode}\n--- stdout\n{done.stdout}--- stderr\n{done.stderr}"
    assert done.returncode == status, f"expected exit {status}: {where}"
    assert out is None or re.search(out, done.stdout), f"no {out!r}: {where}"
    assert err is None or re.search(err, done.stderr), f"no {err!r}: {where}"


def error_of(function):
    with tempfile.TemporaryDirectory(prefix="gleamr-test-") as folder:
        try:
            function(pathlib.Path(folder).resolve())
        except Exception as error:  # whatever it is, it is this test's failure
            return f"{type(error).__name__}: {error}"
    return None


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    passed = failed = 0
    for function in tests:
        if not re.search(wanted, function.__name__):
            continue
        first = error_of(function)
        second = error_of(function) if first else None
        passed += second is None
        failed += second is not None
        word = "FAIL " if second else "unsteady" if first else "ok   "
        print(f"{word} {function.__name__}\n{second or first}" if first else f"{word} {function.__name__}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0
