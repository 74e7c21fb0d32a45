#!/usr/bin/env bash
# Whether this machine can run the lab in a Linux kernel of its own: 0 yes, 77 no, with the reason on standard error.
set -euo pipefail

export PATH=/usr/sbin:/usr/bin:/sbin:/bin

cannot() {
  echo "$*" >&2
  exit 77
}

for command in linux.uml modprobe; do
  command -v "$command" >/dev/null || cannot "no $command; on Debian, install user-mode-linux kmod"
done
for module in esp4 ip_vti; do
  compgen -G "/usr/lib/uml/modules/*/kernel/net/ipv4/$module.ko" >/dev/null ||
    cannot "no module $module for linux.uml in /usr/lib/uml/modules"
done
exec bash "$(dirname "$0")/../wire/probe.sh"
