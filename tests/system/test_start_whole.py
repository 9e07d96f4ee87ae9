"""start.py the whole way, with this machine's own installer and a wheel made on the spot."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LOCKS = [CHECKOUT / "requirements.lock", CHECKOUT / "requirements-test.lock"]


MAIN = """
import os, sys
import tiny
print(sys.argv[1:], os.getcwd())
sys.exit(int(sys.argv[-1]))
"""


def make_wheel(folder: Path) -> str:
    """Make a wheel of one empty module and return its hash."""
    meta = "tiny-1.dist-info/"
    files = {
        "tiny.py": "",
        meta + "METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1\n",
        meta + "WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\n"
        "Tag: py3-none-any\n",
    }
    record = ""
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        record += f"{name},sha256={digest.decode()},{len(text)}\n"
    files[meta + "RECORD"] = record + meta + "RECORD,,\n"
    wheel = folder / "tiny-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


OTHERS = ("PIP_", "UV_", "PYTHON")  # settings of the machine that runs the tests


class Copy:
    """A small checkout with start.py, whose installers know one folder of wheels and no network."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "a checkout"
        wheels = folder / "wheels"
        package = self.root / "src" / "backcheck"
        package.mkdir(parents=True)
        wheels.mkdir()
        shutil.copy(CHECKOUT / "start.py", self.root)
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(MAIN)
        self.lock(make_wheel(wheels))
        self.env = {
            k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_", "PYTHON"))
        }
        self.env |= {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(wheels),
            "UV_NO_CONFIG": "1",
            "UV_OFFLINE": "1",
            "UV_NO_INDEX": "1",
            "UV_FIND_LINKS": str(wheels),
            "UV_CACHE_DIR": str(folder / "cache"),
        }

    def lock(self, digest: str) -> None:
        for name in ("requirements.lock", "requirements-test.lock"):
            (self.root / name).write_text(f"tiny==1 --hash=sha256:{digest}\n")

    def type(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(self.root / "start.py"), *arguments]
        return subprocess.run(
            command, cwd=self.root.parent, env=self.env, capture_output=True, text=True, check=False
        )


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    base = str(getattr(sys, "_base_executable", sys.executable))
    has_pip = subprocess.run([base, "-m", "pip", "--version"], capture_output=True, check=False)
    if has_pip.returncode and not shutil.which("uv"):
        pytest.skip("neither pip nor uv here")
    return Copy(tmp_path)


def test_a_command_keeps_its_output_its_exit_code_and_its_folder(copy: Copy) -> None:
    first = copy.type("check", "x y", "7")
    assert first.returncode == 7, first.stderr
    assert first.stdout == f"['check', 'x y', '7'] {copy.root.parent}\n"
    assert "installing requirements.lock" in first.stderr
    second = copy.type("check", "3")
    assert (second.returncode, second.stderr) == (3, "")


def test_a_package_that_was_not_locked_is_refused(copy: Copy) -> None:
    copy.lock("0" * 64)
    done = copy.type("check", "0")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert "refused" in done.stderr.splitlines()[-1]
    assert not (copy.root / ".venv" / "start-stamp").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals and flock")
def test_two_at_once_do_not_trample_each_other(copy: Copy) -> None:
    command = [sys.executable, str(copy.root / "start.py"), "check", "0"]
    pipe = subprocess.PIPE
    both = [subprocess.Popen(command, env=copy.env, stdout=pipe, stderr=pipe) for _ in range(2)]
    told = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert sum(b"setting up in" in err for _, err in told) == 1
