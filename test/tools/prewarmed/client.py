# Hands a command to the process that has the CLI loaded already: arguments, environment, directory and open files.
# It is started for each command, so it imports next to nothing. Its socket lies beside it.
import marshal
import posix
import sys

import _socket

fds = []
for name in posix.listdir("/dev/fd"):
    try:
        posix.fstat(int(name))
        fds.append(int(name))
    except OSError:
        pass  # what listed the folder

link = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
link.connect(sys.argv[0] + ".socket")
command = marshal.dumps((sys.argv[1:], dict(posix.environ), posix.getcwdb(), posix.umask(0), fds))
rights = b"".join(fd.to_bytes(4, sys.byteorder) for fd in fds)
link.sendmsg([len(command).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, rights)])
link.sendall(command)
status = link.recv(1)
# Without a status the CLI was killed.
posix._exit(status[0] if status else 137)
