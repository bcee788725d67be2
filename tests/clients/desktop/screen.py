# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen that nobody sees, with a keyboard and a session bus, for one program."""

import os
import subprocess

from gi.repository import Gio, GLib

from stage.processes import Process
from stage.waiting import NotSeen, until

BUS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""  # no service folders: nothing gets started on demand, keyrings neither

SECONDS = 20  # for an answer to a key, a click or a call


class Screen:
    """Xvfb, dbus-daemon and the keys of one program, all of it in `folder`, which is the program's home."""

    def __init__(self, folder):
        self.folder = folder
        self._servers = []
        self._programs = []
        for name in ("config", "data", "cache", "run"):
            (folder / name).mkdir(parents=True, mode=0o700)
        try:
            self.environment = self._environment()
        except BaseException:
            self.close()
            raise

    def _environment(self):
        socket = self.folder / "bus"
        (self.folder / "bus.conf").write_text(BUS.format(socket=socket))
        self._serves("dbus-daemon", "--nofork", "--nopidfile", f"--config-file={self.folder}/bus.conf")
        # It writes the number of the first display that is free. -r: no key repeats itself, be it held for ever so long.
        server = self._serves("Xvfb", "-displayfd", "1", "-r", "-noreset", "-nolisten", "tcp",
                              "-screen", "0", "1200x900x24")
        display = until(lambda: next((line for line in server.output().splitlines() if line.isdigit()), None),
                        lambda: f"Xvfb to be ready; it says {server.output()}", SECONDS)
        until(socket.exists, "dbus-daemon to be ready", SECONDS)
        self._bus = Gio.DBusConnection.new_for_address_sync(
            f"unix:path={socket}", Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        return {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "TZ": "UTC",
                "DISPLAY": f":{display}", "DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}",
                "XDG_CONFIG_HOME": f"{self.folder}/config", "XDG_DATA_HOME": f"{self.folder}/data",
                "XDG_CACHE_HOME": f"{self.folder}/cache", "XDG_RUNTIME_DIR": f"{self.folder}/run",
                "NO_AT_BRIDGE": "1", "GSETTINGS_BACKEND": "memory"}

    def _serves(self, name, *arguments):
        server = Process(name, [name, *arguments], self.folder / f"{name}.log")
        self._servers.append(server)
        return server

    def runs(self, *command):
        """A program on this screen."""
        name = os.path.basename(command[0])
        program = Process(name, command, self.folder / f"{name}.log", env=self.environment,
                          cwd=self.folder)
        self._programs.append(program)
        return program

    def close(self):
        """Ends all that was started here. The programs are not asked: some would ask back."""
        for program in reversed(self._programs):
            program.kill()
        for server in reversed(self._servers):
            server.terminate()

    def log(self):
        """What all of them printed."""
        return "\n".join(process.output() for process in [*self._servers, *self._programs])

    def calls(self, service, path, method, signature="()", *arguments):
        """Calls `interface.method` on the session bus; its results."""
        interface, _, name = method.rpartition(".")
        return self._bus.call_sync(service, path, interface, name, GLib.Variant(signature, arguments), None,
                                   Gio.DBusCallFlags.NONE, SECONDS * 1000, None).unpack()

    def can_call(self, service):
        """Waits until somebody answers to that name."""
        until(lambda: self.calls("org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner", "(s)",
                                 service)[0], f"{service} on the session bus", 60)

    def _xdotool(self, *arguments):
        done = subprocess.run(["xdotool", *map(str, arguments)], env=self.environment, timeout=SECONDS,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        return done.stdout.split()

    def window(self, title, seconds=60):
        """Waits for a visible window with a title that matches; the keyboard is its own from now on."""
        found = until(lambda: self.windows(title), lambda: f"a window {title!r}", seconds)
        self._xdotool("windowfocus", "--sync", found[-1])

    def windows(self, title):
        """The visible windows with a title that matches."""
        return self._xdotool("search", "--onlyvisible", "--name", title)

    def presses(self, *keys):
        """Keys such as ctrl+b, one after the other."""
        self._xdotool("key", *keys)

    def types(self, text):
        """ASCII, key by key."""
        self._xdotool("type", "--delay", 4, text)

    def copies(self, text):
        """Puts the text into the clipboard, from where a program pastes it."""
        path = self.folder / "clipboard"
        path.write_text(text)
        # As plain text only: xclip would give the same bytes to who asks for HTML. It ends when somebody else copies.
        owner = self.runs("xclip", "-quiet", "-selection", "clipboard", "-target", "UTF8_STRING", "-in", path)
        until(lambda: "Waiting" in owner.output(), "xclip to own the clipboard", SECONDS)

    def selected(self):
        """Selects all of the line that has the keyboard; its text."""
        self.presses("ctrl+a")
        done = subprocess.run(["xclip", "-selection", "primary", "-target", "UTF8_STRING", "-out"], timeout=SECONDS,
                              env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        return done.stdout.decode(errors="replace")

    def holds(self, text):
        """Waits until the line that has the keyboard is this text."""
        until(lambda: self.selected() == text, lambda: f"{text!r} in a line; there is {self.selected()!r}", SECONDS)

    def writes(self, text):
        """Types the text, and again if that came too early for a window that has just been opened."""
        def written():
            self.types(text)  # over what is selected
            return soon(lambda: self.selected() == text)

        until(written, lambda: f"{text!r} in a line; there is {self.selected()!r}", 60)


def soon(condition):
    """condition(), or None if it does not hold within a second."""
    try:
        return until(condition, "", 1)
    except NotSeen:
        return None
