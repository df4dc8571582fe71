"""The servers that are compared, and the processes they run in. Standard library only."""
import glob
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
CORE = os.path.abspath(os.path.join(HERE, "../../.."))
TARGET = os.path.join(CORE, "target")
BOOT = os.path.abspath(os.path.join(CORE, "../sample-app/src/bench"))
CLASSES = ("classes", "bench-classes", "test-classes", "bench/*")  # older builds have no bench-classes
FLAGS = ["-Xms128m", "-Xmx512m", "-XX:+UseSerialGC"]
TICKS = os.sysconf("SC_CLK_TCK")


def java_of(version):
    """The java of an installed JDK by its version; of JAVA_HOME or the path without one."""
    if version:
        homes = sorted(glob.glob(f"/usr/lib/jvm/*{version}*/bin/java"))
        if not homes:
            raise SystemExit(f"There is no JDK {version} below /usr/lib/jvm")
        return homes[0]
    return os.path.join(os.environ["JAVA_HOME"], "bin/java") if "JAVA_HOME" in os.environ else "java"


def limit_command():
    program = os.path.join(tempfile.gettempdir(), f"jtornado-limit-{os.getuid()}")
    subprocess.run(["gcc", "-O2", "-Wall", "-o", program, os.path.join(HERE, "limit.c")], check=True)
    return [program]


def core_command(main, target=TARGET, *properties):
    classes = ":".join(os.path.join(target, part) for part in CLASSES)
    return ["java", *FLAGS, *properties, "-cp", classes, "io.jtornado.bench." + main]


def boot_command(name):
    return ["java", *FLAGS, "-jar", os.path.join(BOOT, name, "target", name + ".jar")]


COMMANDS = {
    "limit": limit_command,
    "jtornado": lambda: core_command("BenchServer"),
    "activej": lambda: core_command("peers.ActivejPeer"),
    "microhttp": lambda: core_command("peers.MicrohttpPeer"),
    "netty-nio": lambda: core_command("peers.NettyPeer", TARGET, "-Dtransport=nio"),
    "netty-epoll": lambda: core_command("peers.NettyPeer"),
    "vertx": lambda: core_command("peers.VertxPeer"),
    "undertow": lambda: core_command("peers.UndertowPeer"),
    "boot-jtornado": lambda: boot_command("boot-jtornado"),
    "boot-webflux": lambda: boot_command("boot-webflux"),
    "boot-webmvc": lambda: boot_command("boot-webmvc"),
}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A server process of its own, stopped while another is measured."""

    def __init__(self, name, java, cpu=None, command=None):
        self.name, self.port = name, free_port()
        command = list(command or COMMANDS[name]())
        command[0] = java if command[0] == "java" else command[0]
        last = f"--server.port={self.port}" if name.startswith("boot-") else str(self.port)
        pinned = ["taskset", "-c", cpu] if cpu else []
        self.jvm = command[0] == java
        self.started = time.monotonic()
        self.process = subprocess.Popen([*pinned, *command, last], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.pid = self.process.pid
        self.ready = self.wait()

    def wait(self):
        """Seconds from the start to the first answer."""
        while time.monotonic() < self.started + 60:
            if self.process.poll() is not None:
                raise SystemExit(f"{self.name} ended with {self.process.returncode}: is it built?")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/plaintext", timeout=5) as answer:
                    assert answer.read() == b"Hello, World!"
                    return time.monotonic() - self.started
            except OSError:
                time.sleep(0.005)
        self.stop()
        raise SystemExit(f"{self.name} did not answer within a minute")

    def cpu(self):
        """Seconds of processor time so far, of all threads, also those that have ended."""
        with open(f"/proc/{self.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def rss(self):
        """Bytes of memory the process has."""
        with open(f"/proc/{self.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) * 1024

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self):
        self.thaw()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
