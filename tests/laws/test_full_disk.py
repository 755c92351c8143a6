"""B57 on a disk that is really full, and one that really can't be written to: a small tmpfs in a mount namespace of its own."""

import os
import re
import subprocess
from pathlib import Path

import lawbook
import pytest
from faults_kit import Between, Site, check_instant
from site_kit import tree
from strace_kit import command, environment
from tools import need, without


def in_namespace(script: str, cwd: Path) -> None:
    """Runs a shell script whose mounts nobody else sees, and which are gone with it."""
    rights = [] if os.geteuid() == 0 else ["--map-root-user"]
    shell = [need("unshare"), "--mount", *rights, "sh", "-euc"]
    if subprocess.run([*shell, "mount -t tmpfs tmpfs /mnt"], capture_output=True, check=False).returncode:
        without("the right to mount")
    subprocess.run([*shell, script], cwd=cwd, check=True, timeout=120, env=environment())


def looked_at(between: Between, mount: str, free: str) -> tuple[int, str, Site, Site]:
    """Builds on such a file system, then once it has room; code and errors of the first build, the site after each."""
    root = between.root
    seen = root.parent
    build = " ".join(f"'{part}'" for part in command(root, "-j", "1"))
    in_namespace(
        f"""
        mkdir -p '{root}/site'
        {mount}
        code=0; {build} > '{seen}/out' 2> '{seen}/err' || code=$?
        echo $code > '{seen}/code'
        cp -a '{root}/site' '{seen}/first'
        {free}
        {build} > '{seen}/out'
        cp -a '{root}/site' '{seen}/second'
        """,
        root,
    )
    return int((seen / "code").read_text()), (seen / "err").read_text(), tree(seen / "first"), tree(seen / "second")


def with_site(options: str, root: Path) -> str:
    """Shell: moves the site to a small file system."""
    return f"mkdir ../kept-site; cp -a site/. ../kept-site; mount -t tmpfs -o {options} tmpfs '{root}/site'; cp -a ../kept-site/. site"


SIZES = ["size=8k", "size=80k", "size=200k", "nr_inodes=2", "nr_inodes=20", "nr_inodes=60"]


@pytest.mark.parametrize("size", SIZES)
def test_a_first_build(tmp_path: Path, size: str) -> None:
    between = Between(tmp_path, cold=True)
    mount = f"mount -t tmpfs -o {size} tmpfs '{between.root}/site'"
    code, err, first, second = looked_at(between, mount, f"mount -o remount,size=50m,nr_inodes=9000 '{between.root}/site'")
    check(between, code, err, first, second, "no space left on device")


def test_a_rebuild(tmp_path: Path) -> None:
    """The old site just fits."""
    between = Between(tmp_path)
    blocks = sum(-(-len(data) // 4096) for data in between.old.values()) + 8
    mount = with_site(f"size={4 * blocks}k", between.root)
    code, err, first, second = looked_at(between, mount, f"mount -o remount,size=50m '{between.root}/site'")
    check(between, code, err, first, second, "no space left on device")


def test_read_only(tmp_path: Path) -> None:
    between = Between(tmp_path)
    mount = f"mount --bind '{between.root}/site' '{between.root}/site'; mount -o remount,ro,bind '{between.root}/site'"
    code, err, first, second = looked_at(between, mount, f"mount -o remount,rw,bind '{between.root}/site'")
    check(between, code, err, first, second, "read-only file system")
    assert first == between.old


@pytest.mark.parametrize("mount", ["mount -t tmpfs -o size=8k tmpfs", "mount -t tmpfs -o ro tmpfs"], ids=["full", "read-only"])
def test_the_state(tmp_path: Path, mount: str) -> None:
    """Without room for the manifest no build is said to have worked."""
    between = Between(tmp_path)
    state = f"'{between.root}/.sitegen'"
    code, err, first, second = looked_at(between, f"{mount} {state}", f"umount {state}")
    check(between, code, err, first, second, "")


def check(between: Between, code: int, err: str, first: Site, second: Site, reason: str) -> None:
    """Class S, told once; the site whole at every instant, and healed once there is room."""
    assert (code, len(re.findall("^error: ", err, re.MULTILINE))) == (2, 1), err
    assert reason in err
    assert not re.search("Traceback|unexpected", err)
    assert not [path for path in first if lawbook.TEMPORARY in path]
    check_instant({path: data for path, data in first.items() if not path.endswith("/")}, between.old, between.new)
    lawbook.check_same(second, between.new)
