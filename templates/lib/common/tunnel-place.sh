# shellcheck shell=bash
# Tunnels that an argument names.

# tunnel_place NAME: sets $AT to its place in TUNNELS.
tunnel_place() {
	for AT in "${!TUNNELS[@]}"; do
		[[ ${TUNNELS[AT]} != "$1" ]] || return 0
	done
	misused "there is no tunnel '$1', but ${TUNNELS[*]}"
}
