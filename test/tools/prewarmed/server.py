"""
Holds a CLI that is written in Python, loaded, and runs each command in a fork of itself: the real CLI without
the second that its imports take.

    server.py aws|gcloud SOCKET

A fork takes over the client's arguments, environment, directory and open files, and dies with the client. What it
imported or read beyond what was loaded, it reports, and the next fork has that too. Nothing is loaded before the
first command. The server ends with its standard input.
"""

import atexit
import gc
import importlib
import marshal
import os
import select
import signal
import socket
import sys
import threading
import time
import traceback

# Above the descriptors of any client.
HIGH = 500


class Aws:
    """Version 1, a Python package. Beside its imports, what takes it long is to read and list service models."""

    def load(self):
        import awscli.clidriver
        import botocore.client as client
        import botocore.httpsession as http
        import botocore.loaders as loaders
        import botocore.session

        self.new_session = botocore.session.Session

        self.main = awscli.clidriver.main
        self.models, self.services = {}, {}
        read = loaders.JSONFileLoader.load_file
        list_services = loaders.Loader.list_available_services

        def load_file(reader, path):
            model = self.models.get(path) or read(reader, path)
            if model is not None:
                self.models[path] = model
            return model

        def list_available_services(loader, type_name):
            key = (type_name, *loader._potential_locations())
            if key not in self.services:
                self.services[key] = list_services(loader, type_name)
            return list(self.services[key])

        # A client's class has a method for each operation of its service, and depends on nothing else.
        self.classes = {}
        make_class = client.ClientCreator._create_client_class

        def class_of(creator, service_name, service_model):
            if service_name not in self.classes:
                self.classes[service_name] = make_class(creator, service_name, service_model)
            return self.classes[service_name]

        client.ClientCreator._create_client_class = class_of
        # Every client makes several, for addresses that a test never asks.
        make_context = http.create_urllib3_context
        contexts = []

        def context_of(*args, **options):
            if args or options:
                return make_context(*args, **options)
            if not contexts:
                contexts.append(make_context())
            return contexts[0]

        http.create_urllib3_context = context_of
        loaders.JSONFileLoader.load_file = load_file
        loaders.Loader.list_available_services = list_available_services
        self.loader = loaders.create_loader(os.environ["AWS_DATA_PATH"])
        self.driver = awscli.clidriver.create_clidriver()
        self.driver._get_command_table()
        self.driver._get_argument_table()
        self.driver._get_cli_data()
        awscli.clidriver.create_clidriver = lambda: self.driver

    def loaded(self):
        commands = self.driver._command_table.items()
        tables = {name for name, command in commands if getattr(command, "_command_table", None)}
        return (
            {f"model {path}" for path in self.models}
            | {f"services {key[0]}" for key in self.services}
            | {f"commands {name}" for name in tables}
            | {f"client {name}" for name in self.classes}
        )

    def learn(self, kind, name):
        if kind == "model":
            self.loader.file_loader.load_file(name)
        elif kind == "client":
            # A session of its own, so that nothing of it is taken for the client's.
            nowhere = {"endpoint_url": "http://127.0.0.1:9", "aws_access_key_id": "x", "aws_secret_access_key": "x"}
            self.new_session().create_client(name, region_name="us-east-1", **nowhere)
        elif kind == "services":
            self.loader.list_available_services(name)
        else:
            self.driver._command_table[name]._get_command_table()

    def run(self):
        # It puts its own folder into the environment, which is the client's now, as the settings are.
        importlib.reload(sys.modules["awscli"])
        self.driver.session._config = self.driver.session._profile_map = None
        sys.exit(self.main())


class Gcloud:
    def load(self):
        root = os.environ["CLOUDSDK_ROOT_DIR"]
        sys.path[0:0] = [f"{root}/lib/third_party", f"{root}/lib"]
        import googlecloudsdk.gcloud_main

        from googlecloudsdk.core import config, log, properties
        from googlecloudsdk.core.configurations.named_configs import ActivePropertiesFile

        self.main = googlecloudsdk.gcloud_main.main
        tree = self.tree = googlecloudsdk.gcloud_main.CreateCLI([])
        self.commands = set()
        googlecloudsdk.gcloud_main.CreateCLI = lambda surfaces, **_: tree
        self.log, self.paths = log, config.Paths
        self.no_files = properties.VALUES.core.disable_file_logging
        self.settings = ActivePropertiesFile
        self.root = root

    def loaded(self):
        return {f"command {words}" for words in self.commands}

    def learn(self, kind, name):
        # Groups and commands put their arguments together when they are loaded.
        self.tree._TopElement().LoadSubElementByPath(name.split())
        self.commands.add(name)

    def run(self):
        self.commands.add(" ".join([word for word in sys.argv[1:] if not word.startswith("-")][:4]))
        # As the shell script does that starts gcloud.
        os.environ.update(CLOUDSDK_ROOT_DIR=self.root, CLOUDSDK_ENCODING="UTF-8", PYTHONIOENCODING="UTF-8")
        # The settings are the client's now, and so are the logs.
        self.settings.Invalidate()
        self.log.Reset(sys.stdout, sys.stderr)
        if not self.no_files.GetBool():
            self.log.AddFileLogging(self.paths().logs_dir)
        sys.exit(self.main())


def serve(cli, name):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(name + ".new")
    listener.listen(128)
    os.rename(name + ".new", name)
    reports, report = os.pipe()
    buffered = b""
    known = None
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        ready, _, _ = select.select([listener, reports, 0], [], [])
        if 0 in ready:
            return
        if reports in ready:
            *lines, buffered = (buffered + os.read(reports, 65536)).split(b"\n")
            for line in lines:
                learn(cli, line.decode())
            known = names(cli)
        if listener in ready:
            client, _ = listener.accept()
            if known is None:
                cli.load()
                known = names(cli)
            gc.freeze()
            if os.fork() == 0:
                os.close(reports)
                listener.close()
                work(cli, client, report, known)
            client.close()


def names(cli):
    return {f"module {name}" for name in sys.modules} | cli.loaded()


def learn(cli, line):
    kind, _, name = line.partition(" ")
    try:
        importlib.import_module(name) if kind == "module" else cli.learn(kind, name)
    except BaseException:
        pass  # a module that only makes sense where it came up


def work(cli, client, report, known):
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        report = move(report)
        client = take_over(client)
        threading.Thread(target=die_with, args=(client,), daemon=True).start()
        try:
            cli.run()
            status = 0
        except SystemExit as end:
            status = status_of(end.code)
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        try:
            for line in sorted(names(cli) - known):
                os.write(report, f"{line}\n".encode())
            client.send(bytes([status & 255]))
        finally:
            os._exit(status & 255)


def status_of(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    print(code, file=sys.stderr)
    return 1


def move(fd):
    import fcntl

    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, HIGH)


def take_over(client):
    """Becomes the client as far as a command can tell; returns the connection, out of the way."""
    client = socket.socket(fileno=move(client.detach()))
    head, taken, _, _ = socket.recv_fds(client, 4, 64)
    taken = [move(fd) for fd in taken]
    size = int.from_bytes(head, "big")
    text = b""
    while len(text) < size:
        part = client.recv(size - len(text))
        if not part:
            os._exit(1)
        text += part
    arguments, environment, directory, mask, numbers = marshal.loads(text)
    os.closerange(0, HIGH)
    for fd, number in zip(taken, numbers):
        os.dup2(fd, number)
        os.close(fd)
    shorten_sleeps(environment.pop(b"PREWARMED_SLEEP", None))
    os.umask(mask)
    os.chdir(directory)
    os.environ.clear()
    for name, value in environment.items():
        os.environb[name] = value
    sys.argv[1:] = [os.fsdecode(os.fsencode(text)) for text in arguments]
    return client


def shorten_sleeps(limit):
    """What waits for a cloud, waits at most so many seconds: between retries, and for operations."""
    if limit is not None:
        sleep = time.sleep
        time.sleep = lambda seconds: sleep(min(seconds, float(limit)))


def die_with(client):
    client.recv(1)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    kind, name = sys.argv[1:]
    sys.argv = [kind]
    serve({"aws": Aws, "gcloud": Gcloud}[kind](), name)
