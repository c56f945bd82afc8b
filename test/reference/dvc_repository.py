"""Two commits of a repository made by the real DVC, in the layouts of DVC 3 and DVC 2.

The two versions do not go into one environment, so the programs are named:

    python3 -m venv .dvc3 && .dvc3/bin/pip install dvc==3.67.1
    python3 -m venv .dvc2 && .dvc2/bin/pip install dvc==2.58.2 'pathspec<0.12' 'setuptools<81' 'dulwich<0.22'
    python3 test/reference/dvc_repository.py .dvc3/bin/dvc .dvc2/bin/dvc

Without arguments nothing is written. For each: what git tracks at each commit, what `dvc push` sent to the remote, and
what the working tree then held of it.
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile

PIPELINE = """stages:
  crop:
    wdir: work
    cmd: mkdir -p out && cp ../data/train/a.png out/cropped.png && echo 0.5 > score.json
    deps:
    - ../data/train
    outs:
    - out
    metrics:
    - score.json:
        cache: false
"""

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 2

BASE = {
    "data/train/a.png": PNG,
    "data/train/deep/b.png": PNG + b"b",
    "data/train/\u00e9 \"x\".png": PNG + b"e",
    "data/train/gone.png": PNG + b"gone",
    "data/train/empty.png": b"",
    "data/train/names.csv": b"file,label\r\na.png,cat\r\n",
    "single/one.png": PNG + b"one",
}
HEAD = {"data/train/a.png": PNG + b"changed", "data/train/new.png": PNG + b"new"}
GONE = ["data/train/gone.png"]


def main(dvc):
    with tempfile.TemporaryDirectory() as scratch:
        work, store = pathlib.Path(scratch, "work"), pathlib.Path(scratch, "store")
        work.mkdir()
        env = {**os.environ, "DVC_NO_ANALYTICS": "1", "DVC_GLOBAL_CONFIG_DIR": scratch, "DVC_SYSTEM_CONFIG_DIR": scratch}

        def run(*command, folder=work):
            subprocess.run(command, cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)

        def commit():
            run(dvc, "add", "-q", "data/train")
            run(dvc, "add", "-q", "one.png", folder=work / "single")
            run(dvc, "repro", "-q")
            run(dvc, "push", "-q")
            run("git", "add", "--all")
            tracked = subprocess.check_output(["git", "ls-files", "-z"], cwd=work).decode().split("\0")[:-1]
            kept = [*work.glob("data/train/**/*"), *work.glob("single/*.png"), *work.glob("work/out/*")]
            return {
                "git": {path: (work / path).read_text("utf-8") for path in tracked},
                "dvc": {
                    path.relative_to(work).as_posix(): base64.b64encode(path.read_bytes()).decode()
                    for path in sorted(kept)
                    if path.is_file()
                },
            }

        run("git", "init", "--quiet")
        run(dvc, "init", "-q")
        run(dvc, "remote", "add", "-q", "-d", "store", "../store")
        (work / "work").mkdir()
        (work / "dvc.yaml").write_text(PIPELINE)
        write(work, BASE)
        base = commit()
        write(work, HEAD)
        for path in GONE:
            (work / path).unlink()
        head = commit()
        remote = {
            path.relative_to(store).as_posix(): base64.b64encode(path.read_bytes()).decode()
            for path in sorted(store.glob("**/*"))
            if path.is_file()
        }
        version = subprocess.check_output([dvc, "--version"], text=True).split()[0]
        return {"version": version, "commits": [base, head], "remote": remote}


def write(work, contents):
    for path, content in contents.items():
        (work / path).parent.mkdir(parents=True, exist_ok=True)
        (work / path).write_bytes(content)


if __name__ == "__main__":
    programs = [str(pathlib.Path(program).absolute()) for program in sys.argv[1:]]
    if programs:
        made = {f"DVC {each['version'][0]}": each for each in map(main, programs)}
        text = json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True)
        pathlib.Path(__file__).with_suffix(".json").write_text(text + "\n", "utf-8")
