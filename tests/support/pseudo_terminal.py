# SPDX-License-Identifier: Apache-2.0
"""A program on a pseudo-terminal of its own: what it prints is collected as text, keys are typed when something has
appeared. Nothing here depends on how long the program takes."""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time

PATIENCE = 60  # seconds, on a machine that has much else to do


class Terminal:
    def __init__(self, command, folder, environment, columns=80, rows=24):
        self.seen = ""
        self.looked_at = 0  # patterns are looked for behind this
        self.master, self.slave = pty.openpty()
        self.resize(columns, rows, says_so=False)
        self.first_mode = termios.tcgetattr(self.slave)
        self.process = subprocess.Popen([str(word) for word in command], cwd=folder, env=environment, stdin=self.slave,
                                        stdout=self.slave, stderr=self.slave, start_new_session=True,
                                        preexec_fn=lambda: fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0))

    def resize(self, columns, rows, says_so=True):
        # The kernel tells the foreground programs of the terminal, if it is another size.
        fcntl.ioctl(self.master if says_so else self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, patience=PATIENCE):
        if not select.select([self.master], [], [], patience)[0]:
            return False
        self.seen += os.read(self.master, 4096).decode("utf-8", "replace")
        return True

    def wait_for(self, pattern):
        """Until the pattern has appeared behind what was waited for before."""
        while True:
            found = re.search(pattern, self.seen[self.looked_at:])
            if found:
                self.looked_at += found.end()
                return self
            assert self.read(), f"{pattern!r} never came:\n{self.seen!r}"

    def type(self, keys):
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)
        return self

    def send(self, number):
        os.kill(self.process.pid, number)
        return self

    def end(self):
        """The exit code (negative: the signal that ended it), all that was printed, and whether the terminal is set as before."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            self.read(0.05)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"it never ended:\n{self.seen!r}")
        while self.read(0.05):
            pass
        is_as_before = termios.tcgetattr(self.slave) == self.first_mode
        os.close(self.slave)
        os.close(self.master)
        return self.process.returncode, self.seen, is_as_before
