# shellcheck shell=bash
# Which version of its key in Google Cloud's Secret Manager each tunnel there is made with.

# In the order of TUNNELS; empty where no file says.
PSK_VERSIONS=()

# read_psk_versions FILE: {"psk_versions": {"a1": "1", ...}}. Fails where there is no file.
read_psk_versions() {
	local at text rest pair='"[ab][12]":"[1-9][0-9]*"'
	[[ -f $1 ]] || return 1
	text=$(tr -d '[:space:]' <"$1") || fail "cannot read $1"
	pair="^\{\"psk_versions\":\{$pair,$pair,$pair,$pair\}\}\$"
	[[ $text =~ $pair ]] || refuse "$1 does not hold a version for each of ${TUNNELS[*]} and nothing else"
	for at in "${!TUNNELS[@]}"; do
		rest=${text#*"\"${TUNNELS[at]}\":\""}
		[[ $rest != "$text" ]] || refuse "$1 has no version for tunnel ${TUNNELS[at]}"
		PSK_VERSIONS[at]=${rest%%\"*}
	done
}

# psk_version AT: empty where no file says.
psk_version() {
	printf '%s\n' "${PSK_VERSIONS[$1]:-}"
}
