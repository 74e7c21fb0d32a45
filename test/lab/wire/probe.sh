#!/usr/bin/env bash
# Whether this machine can run the lab: 0 yes, 77 no, with the reason on standard error. Changes nothing.
set -euo pipefail

export PATH=/usr/sbin:/usr/bin:/sbin:/bin
packages="strongswan-charon strongswan-swanctl libcharon-extra-plugins libstrongswan-standard-plugins bird2 iputils-ping iproute2"

cannot() {
  echo "$*" >&2
  exit 77
}

for command in ip ping bird birdc swanctl unshare nsenter; do
  command -v "$command" >/dev/null || cannot "no $command; on Debian, install $packages"
done
[[ -x /usr/lib/ipsec/charon ]] || cannot "no /usr/lib/ipsec/charon; on Debian, install strongswan-charon"
for plugin in kernel-libipsec openssl gmp vici; do
  [[ -e "/usr/lib/ipsec/plugins/libstrongswan-$plugin.so" ]] ||
    cannot "strongSwan has no plugin $plugin; on Debian, install $packages"
done
[[ -r /dev/net/tun && -w /dev/net/tun ]] || cannot "no access to /dev/net/tun"

user=()
[[ "$(id -u)" == 0 ]] || user=(--user --map-root-user)
# In namespaces of its own, which end with it.
# shellcheck disable=SC2016
unshare ${user[@]+"${user[@]}"} --mount --net --pid --fork --kill-child sh -ec '
  mount -t tmpfs tmpfs /run
  mkdir -p /run/netns
  ip netns add probe
  ip link add dev one type veth peer name other netns probe
  ip tuntap add dev tunnel mode tun
' >/dev/null 2>&1 || cannot "cannot make network namespaces, veth and TUN devices here"
