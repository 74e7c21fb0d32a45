# shellcheck shell=bash
# The pre-shared keys of the tunnels that are to be made. They are never exported, and never an argument.

# In the order of TUNNELS; none stands for version 1.
PSK_VERSIONS=()
KEYS=()

# psk_version_flag TUNNEL=NUMBER: an alias such as latest would not say which key a tunnel has.
psk_version_flag() {
	local at
	[[ $1 =~ ^[a-z0-9]+=[1-9][0-9]*$ ]] || misused "--psk-version takes a tunnel and a number, as in a1=3"
	for at in "${!TUNNELS[@]}"; do
		if [[ ${TUNNELS[at]} == "${1%%=*}" ]]; then
			PSK_VERSIONS[at]=${1#*=}
			return
		fi
	done
	misused "--psk-version: there is no tunnel ${1%%=*}, but ${TUNNELS[*]}"
}

# read_key AT
read_key() {
	local secret=${GCP_SECRETS[$1]} version=${PSK_VERSIONS[$1]:-1}
	KEYS[$1]=$(gcloud secrets versions access "$version" --secret="$secret" --project="$KEY_PROJECT") ||
		fail "cannot read version $version of the secret $secret in $KEY_PROJECT"
	# gcloud repeats what it cannot read as a flag, so it is given nothing else.
	case ${KEYS[$1]} in '' | *[!A-Za-z0-9._]*)
		refuse "version $version of the secret $secret is no key for both clouds, which is letters, digits, . and _"
		;;
	esac
}
