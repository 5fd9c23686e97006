"""Becomes another program inside a sandbox: `python launch.py '<json>' program argument…`.

A file of its own, on the standard library only, because it runs under the interpreter of the launched program's
environment. The JSON holds:

- `parent`: process id that must outlive us; when it dies, the kernel kills us (Linux).
- `mounts` (optional): a private view of the file system. `tmpfs` maps a directory to the size in bytes of the memory
  disk that hides it; `binds` lists [source, target] directories, read-only; `keep` lists paths that stay in sight
  where a memory disk would hide them. `/var` is rebuilt rather than hidden, so that a target below it need not exist.
"""

# pathlib would add its import to every cold start
# ruff: noqa: PTH102, PTH103, PTH109, PTH110, PTH112, PTH119, PTH120, PTH123, PTH211

import ctypes
import json
import os
import signal
import sys

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000  # linux/sched.h
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND = 0x1, 0x2, 0x4, 0x20, 0x1000  # sys/mount.h
MS_REC, MS_PRIVATE = 0x4000, 0x40000
PR_SET_PDEATHSIG = 1  # linux/prctl.h

libc = ctypes.CDLL(None, use_errno=True)


def main(specification: str, program: list[str]) -> None:
    """Enters the sandbox and replaces this process with `program`."""
    wanted = json.loads(specification)
    if "mounts" in wanted:
        working_directory = os.getcwd()
        isolate(**wanted["mounts"])
        os.chdir(wanted.get("directory", working_directory))
    if "parent" in wanted:
        die_with(wanted["parent"])
    if program:
        os.execv(program[0], program)  # noqa: S606 - a shell has no place here


def die_with(parent: int) -> None:
    """Asks the kernel to kill this process when `parent` dies; comes last, as changing credentials clears the wish."""
    if not sys.platform.startswith("linux"):
        return
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked
        os.kill(os.getpid(), signal.SIGKILL)


def isolate(tmpfs: dict[str, int], binds: list[list[str]], keep: list[str]) -> None:
    """Enters a mount namespace of our own and arranges the directories in it.

    Raises:
        OSError: the system allows no such namespace to this user.
    """
    enter_namespace()
    mount(None, "/", flags=MS_REC | MS_PRIVATE)
    held = {path: os.open(path, os.O_PATH) for path in {*keep, *(source for source, _ in binds)}}
    rebuild("/var", [os.path.basename(target) for _, target in binds if os.path.dirname(target) == "/var"])
    for path, size in tmpfs.items():
        mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, f"size={size},mode=1777")
    for path in keep:
        if not os.path.exists(path):
            bind(held[path], path)
    for source, target in binds:
        bind(held[source], target)
        mount(None, target, flags=MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV)
    for handle in held.values():
        os.close(handle)


def enter_namespace() -> None:
    if os.geteuid() == 0:
        check(libc.unshare(CLONE_NEWNS), "unshare")
        return
    user, group = os.geteuid(), os.getegid()
    check(libc.unshare(CLONE_NEWUSER | CLONE_NEWNS), "unshare")
    for path, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{path}", "w") as file:
            file.write(text)


def rebuild(directory: str, additions: list[str]) -> None:
    """Replaces `directory` by one with the same entries and some more, without touching the real one."""
    if not additions:
        return
    entries = [(entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink()) for entry in os.scandir(directory)]
    handle = os.open(directory, os.O_PATH)
    mount("tmpfs", directory, "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=0755")
    for name, is_directory, is_link in entries:
        path = f"{directory}/{name}"
        if is_link:
            os.symlink(os.readlink(name, dir_fd=handle), path)
        elif is_directory and name not in additions:
            os.mkdir(path)
            mount(f"/proc/self/fd/{handle}/{name}", path, flags=MS_BIND | MS_REC)
    for name in additions:
        os.mkdir(f"{directory}/{name}")
    os.close(handle)


def bind(handle: int, target: str) -> None:
    source = f"/proc/self/fd/{handle}"
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "a"):
            pass
    mount(source, target, flags=MS_BIND | MS_REC)


def mount(source: str | None, target: str, kind: str | None = None, flags: int = 0, options: str | None = None) -> None:
    arguments = [text.encode() if text is not None else None for text in (source, target, kind, options)]
    check(libc.mount(arguments[0], arguments[1], arguments[2], ctypes.c_ulong(flags), arguments[3]), f"mount {target}")


def check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
