"""Pastes texts into an interactive shell, as a terminal does: reads a JSON object from stdin, writes what each ran to stdout.

{"shell": ["bash", …], "bracketed": bool, "folder": an empty folder, "texts": […]} -> {"runs": [file or null, …]}
The shell finds programs in folder/bin first; one of them has to make the file folder/ran, which is renamed to folder/ran.N.
"""
import fcntl, json, os, pty, select, signal, struct, sys, termios, time

task = json.load(sys.stdin)
folder = task["folder"]
ran = os.path.join(folder, "ran")
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(PATH=f"{folder}/bin:/usr/bin:/bin", HOME=folder, TERM="xterm", LANG="C.UTF-8", PS1="> ",
                      FLOWLU_API_KEY="key", FLOWLU_ACCESS_TOKEN="token", fish_greeting="")
    os.execvp(task["shell"][0], task["shell"])
os.set_blocking(terminal, False)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
seen = b""


def read(seconds):
    """Whether the shell wrote something within the time."""
    global seen
    if not select.select([terminal], [], [], seconds)[0]:
        return False
    try:
        part = os.read(terminal, 65536)
    except OSError:
        return False
    # fish asks what the terminal is.
    if b"\x1b[c" in part or b"\x1b[0c" in part:
        os.write(terminal, b"\x1b[?62;c")
    seen += part
    return part != b""


def wait(happened, seconds):
    end = time.monotonic() + seconds
    while not happened() and time.monotonic() < end:
        read(0.02)
    return happened()


def send(data):
    end = time.monotonic() + 30
    while data and time.monotonic() < end:
        if select.select([], [terminal], [], 0.02)[1]:
            try:
                data = data[os.write(terminal, data[:256]):]
            except BlockingIOError:
                pass
        while read(0):
            pass


runs = []
wait(lambda: seen != b"", 20)
for text in task["texts"]:
    # A line editor may throw away what comes before it has begun.
    while read(0.15):
        pass
    # Terminals paste a line break as the Enter key.
    data = text.replace("\n", "\r").encode()
    send(b"\x1b[200~" + data + b"\x1b[201~\r" if task["bracketed"] else data + b"\r")
    if not wait(lambda: os.path.exists(ran), 20):
        runs.append(None)
        break
    name = f"{ran}.{len(runs)}"
    os.rename(ran, name)
    runs.append(name)
os.kill(pid, signal.SIGKILL)
os.waitpid(pid, 0)
json.dump({"runs": runs, "seen": seen.decode(errors="replace")}, sys.stdout)
