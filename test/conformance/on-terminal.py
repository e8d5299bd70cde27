"""Runs a program on a terminal: Node has no call to make one.

usage: on-terminal.py tty|tty-in COMMAND …     tty: all three streams are one terminal, whose output goes to our stdout
What we read from stdin, to its end, is typed on the terminal first. No echo, no translation of line ends.
"""
import ctypes
import os
import pty
import select
import signal
import subprocess
import sys
import termios


def child():
    os.setsid()
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)      # dies with us


def main(mode, command):
    typed = sys.stdin.buffer.read()
    master, slave = pty.openpty()
    attributes = termios.tcgetattr(slave)
    attributes[3] &= ~termios.ECHO
    attributes[1] &= ~termios.OPOST
    termios.tcsetattr(slave, termios.TCSANOW, attributes)
    streams = dict(stdout=slave, stderr=slave) if mode == 'tty' else {}
    process = subprocess.Popen(command, stdin=slave, preexec_fn=child, **streams)
    os.close(slave)
    if typed:
        os.write(master, typed)
    while mode == 'tty':
        ready, _, _ = select.select([master], [], [], 0.5)
        if ready:
            try:
                data = os.read(master, 65536)
            except OSError:
                break
            if not data:
                break
            while data:
                data = data[os.write(1, data):]
        elif process.poll() is not None:
            break
    status = process.wait()
    return status if status >= 0 else 128 - status


sys.exit(main(sys.argv[1], sys.argv[2:]))
