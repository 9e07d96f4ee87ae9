"""``check --plot`` as a user runs it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from backcheck.__main__ import main
from backcheck.cli import exits
from backcheck.cli import plot as module
from tests.support import pdf

EXAMPLE = Path(__file__).parents[2] / "examples/course.csv"
HEADER = "course,at,event,name,value\n"


@pytest.fixture
def plot(capsys, tmp_path):
    """Run check --plot on a file or text: (exit code, stdout, stderr)."""

    def run(content, name="out.svg", *options):
        path = content
        if not isinstance(content, Path):
            path = tmp_path / "course.csv"
            path.write_text(content)
        code = main(["check", str(path), "--plot", str(tmp_path / name), *options])
        return code, *capsys.readouterr()

    return run


def test_the_picture_of_one_course_is_written_beside_the_answer(plot, tmp_path):
    code, out, err = plot(EXAMPLE, "out.svg", "--json")
    assert (code, err) == (exits.DONE, "")
    assert len(json.loads(out)) == 1
    drawn = (tmp_path / "out.svg").read_text("utf-8")
    assert ET.fromstring(drawn).get("viewBox", "").startswith("0 0 720 ")
    assert "Better, cause unclear" in drawn


def test_the_patient_reads_other_words(plot, tmp_path):
    code, _, _ = plot(EXAMPLE, "out.svg", "--patient")
    assert code == exits.DONE
    assert "Better, but we cannot say why" in (tmp_path / "out.svg").read_text("utf-8")


def test_several_courses_are_wrong_usage(plot, tmp_path):
    code, out, err = plot(HEADER + "A1,1,rating,pain,5\nB1,1,rating,pain,5\n")
    assert (code, out) == (exits.WRONG_USAGE, "")
    assert "--course" in err
    assert not (tmp_path / "out.svg").exists()


@pytest.mark.parametrize(("name", "begins"), [("o.png", b"\x89PNG"), ("O.PDF", b"%PDF")])
def test_the_ending_decides_what_is_drawn(plot, tmp_path, name, begins):
    code, _, err = plot(EXAMPLE, name)
    assert (code, err) == (exits.DONE, "")
    assert (tmp_path / name).read_bytes().startswith(begins)


@pytest.mark.parametrize("name", ["out.gif", "out"])
def test_another_ending_is_wrong_usage_and_names_the_three(plot, name):
    code, out, err = plot(EXAMPLE, name)
    assert (code, out) == (exits.WRONG_USAGE, "")
    for ending in (".svg", ".png", ".pdf"):
        assert ending in err


def test_a_sheet_is_printed_in_the_patients_words(plot, tmp_path):
    sheet = tmp_path / "sheet.pdf"
    code, _, err = plot(EXAMPLE, "out.svg", "--patient", "--report", str(sheet))
    assert (code, err) == (exits.DONE, "")
    found = pdf.read(sheet.read_bytes())
    assert found.pages == 1
    assert "Better, but we cannot say why" in found.text


def test_a_sheet_is_a_pdf_of_one_course(plot, tmp_path):
    code, _, err = plot(EXAMPLE, "out.svg", "--report", "sheet.png")
    assert code == exits.WRONG_USAGE
    assert "--report" in err and ".pdf" in err
    two = HEADER + "A1,1,rating,pain,5\nB1,1,rating,pain,5\n"
    (tmp_path / "two.csv").write_text(two)
    target = tmp_path / "sheet.pdf"
    assert main(["check", str(tmp_path / "two.csv"), "--report", str(target)]) == exits.WRONG_USAGE
    assert not target.exists()


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("A1,1,visit,,\n", "no rating"),
        ("A1,1,primary,reach_cm,\nA1,1,rating,pain,5\n", "no rating of its primary sign, reach_cm"),
    ],
)
def test_nothing_to_draw_is_bad_input_and_says_why(plot, rows, why):
    code, out, err = plot(HEADER + rows)
    assert (code, out) == (exits.BAD_INPUT, "")
    assert why in err


@pytest.fixture
def nothing_is_computed(monkeypatch):
    """Whatever is refused is refused before that."""

    def fail(*_):
        raise AssertionError("something was computed first")

    monkeypatch.setattr("backcheck.cli.checked.assess", fail)


@pytest.mark.usefixtures("nothing_is_computed")
@pytest.mark.parametrize("option", ["--plot", "--report"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere/o.pdf", "is no folder"),
        ("folder.pdf", "is a folder"),
        ("f/o.pdf", "is no folder"),
        ("a" * 300 + ".pdf", "File name too long"),
    ],
)
def test_a_path_that_can_not_be_written_is_bad_input(capsys, tmp_path, option, name, says):
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "f").touch()
    code = main(["check", str(EXAMPLE), option, str(tmp_path / name)])
    out, err = capsys.readouterr()
    assert (code, out) == (exits.BAD_INPUT, "")
    assert name in err and says in err and f"give {option} a path" in err


@pytest.mark.usefixtures("nothing_is_computed")
@pytest.mark.parametrize("there", [True, False])
def test_a_path_that_may_not_be_written_is_bad_input(capsys, tmp_path, monkeypatch, there):
    """Said by the system, whoever runs this test: nothing is forbidden to an administrator."""
    target = tmp_path / "out.pdf"
    if there:
        target.touch()
    asked = target if there else tmp_path
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != asked)
    assert main(["check", str(EXAMPLE), "--plot", str(target)]) == exits.BAD_INPUT
    assert "may not be written" in capsys.readouterr().err


def test_a_disk_that_fills_while_it_is_written_is_bad_input(plot, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr("backcheck.cli.target_path._obstacle", lambda _: "")
    code, out, err = plot(EXAMPLE)
    assert (code, out) == (exits.BAD_INPUT, "")
    assert "No space left" in err
    assert "Traceback" not in err


@pytest.mark.usefixtures("nothing_is_computed")
def test_one_name_for_picture_and_sheet_is_wrong_usage(plot, tmp_path):
    (tmp_path / "a").mkdir()
    code, out, err = plot(EXAMPLE, "x.pdf", "--report", str(tmp_path / "a/../x.pdf"))
    assert (code, out) == (exits.WRONG_USAGE, "")
    assert "--plot and --report" in err and "two names" in err
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.usefixtures("nothing_is_computed")
@pytest.mark.parametrize("options", [[], ["--json"], ["--patient"]])
def test_a_language_of_nothing_is_wrong_usage(capsys, options):
    assert main(["check", str(EXAMPLE), "--language", "he", *options]) == exits.WRONG_USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert "--language" in err and "--plot" in err and "--report" in err


def test_picture_and_sheet_are_of_one_computation(plot, tmp_path, monkeypatch):
    asked = []
    for name, real in (("picture", module.picture), ("document", module.document)):
        counted = lambda *a, name=name, real=real: asked.append(name) or real(*a)  # noqa: E731
        monkeypatch.setattr(module, name, counted)
    options = ["--report", str(tmp_path / "sheet.pdf"), "--language", "he"]
    assert plot(EXAMPLE, "out.svg", *options)[0] == exits.DONE
    assert sorted(asked) == ["document", "picture"]
