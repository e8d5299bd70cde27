"""Puts a simulated device behind a pseudo-terminal: Node has no call to make one.

usage: pty.py [LINK]      framed on both sides: one letter, four bytes of length (big endian), payload
to the simulator (stdout):   R path of the port   O opened   C closed   D data from the host   B line speed, as text
from the simulator (stdin):  D data for the host  H hang up: the port vanishes
Ends when stdin does.
"""
import ctypes
import errno
import os
import select
import struct
import sys
import termios
import time
import tty

IN_OPEN, IN_CLOSE = 0x20, 0x08 | 0x10
RATES = {getattr(termios, n): int(n[1:]) for n in dir(termios) if n[0] == 'B' and n[1:].isdigit()}


def say(letter, payload=b''):
    data = memoryview(letter + struct.pack('>I', len(payload)) + payload)
    while data:
        data = data[os.write(1, data):]


class Bridge:
    def __init__(self, link):
        self.master, slave = os.openpty()
        tty.setraw(slave)
        self.path = os.ttyname(slave)
        os.close(slave)                 # with no slave of ours open, the host's close shows as a hang-up
        os.set_blocking(self.master, False)
        libc = ctypes.CDLL(None, use_errno=True)
        self.watch = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if self.watch < 0 or libc.inotify_add_watch(self.watch, self.path.encode(), IN_OPEN | IN_CLOSE) < 0:
            raise SystemExit('pty.py: inotify failed')
        self.link = link
        if link:
            if os.path.islink(link):
                os.unlink(link)
            os.symlink(self.path, link)
        self.handles = 0
        self.rate = 0
        self.gone = False
        self.pending = b''              # for the host
        self.frames = b''               # from the simulator
        say(b'R', (link or self.path).encode())

    def events(self):
        try:
            buf = os.read(self.watch, 4096)
        except BlockingIOError:
            return []
        masks, off = [], 0
        while off < len(buf):
            _, mask, _, n = struct.unpack_from('iIII', buf, off)
            off += 16 + n
            masks.append(mask)
        return masks

    def hung_up(self):
        p = select.poll()
        p.register(self.master, 0)
        return any(e & select.POLLHUP for _, e in p.poll(0))

    def sample(self):
        try:
            rate = RATES.get(termios.tcgetattr(self.master)[5], 0)
        except termios.error:
            return
        if rate and rate != self.rate:
            self.rate = rate
            say(b'B', str(rate).encode())

    def opens_and_closes(self):
        masks = self.events()
        while masks:
            if masks.pop(0) & IN_OPEN:
                if self.handles == 0:
                    say(b'O')
                self.handles += 1       # a second handle, as stty makes one, is no new session
                continue
            self.handles = max(0, self.handles - 1)
            self.sample()               # a touch at 1200 baud sends nothing
            if self.handles == 0 and not masks and not self.hung_up():
                time.sleep(0.002)       # opened again just now, or the kernel merged two equal events
                masks = self.events()
                if not masks:
                    self.handles = 1
                    return
            if self.handles == 0:
                self.pull()
                self.pending = b''
                say(b'C')

    def pull(self):
        while True:
            try:
                data = os.read(self.master, 65536)
            except BlockingIOError:
                return
            except OSError as e:
                if e.errno == errno.EIO:
                    return
                raise
            if not data:
                return
            self.sample()
            say(b'D', data)

    def push(self):
        while self.pending:
            try:
                self.pending = self.pending[os.write(self.master, self.pending):]
            except BlockingIOError:
                return
            except OSError:
                self.pending = b''

    def vanish(self):
        time.sleep(0.05)
        self.gone = True
        os.close(self.master)
        os.close(self.watch)
        self.unlink()

    def unlink(self):
        if self.link and os.path.islink(self.link) and os.readlink(self.link) == self.path:
            os.unlink(self.link)

    def simulator(self):
        """takes what the simulator says; false at its end"""
        data = os.read(0, 65536)
        if not data:
            return False
        self.frames += data
        while len(self.frames) >= 5:
            letter, n = self.frames[:1], struct.unpack('>I', self.frames[1:5])[0]
            if len(self.frames) < 5 + n:
                break
            payload, self.frames = self.frames[5:5 + n], self.frames[5 + n:]
            if self.gone:
                continue
            if letter == b'H':
                self.push()
                self.vanish()
            elif letter == b'D' and self.handles:
                self.pending += payload
                self.push()
        return True

    def run(self):
        while True:
            p = select.poll()
            p.register(0, select.POLLIN)
            if not self.gone:
                p.register(self.watch, select.POLLIN)
                if self.handles:
                    p.register(self.master, select.POLLIN | (select.POLLOUT if self.pending else 0))
            ready = dict(p.poll())
            if not self.gone and self.watch in ready:
                self.opens_and_closes()
            if not self.gone and self.handles:
                if ready.get(self.master, 0) & select.POLLIN:
                    self.pull()
                elif ready.get(self.master, 0) & select.POLLHUP:
                    time.sleep(0.0005)  # the event of this close is on its way
                self.push()
            if 0 in ready and not self.simulator():
                return


bridge = Bridge(sys.argv[1] if len(sys.argv) > 1 else '')
try:
    bridge.run()
except (BrokenPipeError, KeyboardInterrupt):
    pass
finally:
    bridge.unlink()
