# shellcheck shell=bash
# The pre-shared keys of the tunnels that are to be made. They are never exported, and never an argument.

# In the order of TUNNELS; what --psk-version says.
FLAG_VERSIONS=()
# A caller's variable of that name may be exported.
unset KEYS
KEYS=()

# psk_version_flag TUNNEL=NUMBER: an alias such as latest would not say which key a tunnel has.
psk_version_flag() {
	[[ $1 =~ ^[a-z0-9]+=[1-9][0-9]*$ ]] || misused "--psk-version takes a tunnel and a number, as in a1=3"
	tunnel_place "${1%%=*}"
	FLAG_VERSIONS[AT]=${1#*=}
}

# pinned_version AT: the first one where nothing says.
pinned_version() {
	local version=${FLAG_VERSIONS[$1]:-}
	: "${version:=$(psk_version "$1")}"
	printf '%s\n' "${version:-1}"
}

# read_key AT
read_key() {
	local secret=${GCP_SECRETS[$1]} version text
	version=$(pinned_version "$1")
	# What is behind the key shows whether all of the answer is there, and whether it ends with a line break.
	text=$(gcloud secrets versions access "$version" --secret="$secret" --project="$KEY_PROJECT" && echo .) ||
		fail "cannot read version $version of the secret $secret in $KEY_PROJECT"
	KEYS[$1]=${text%.}
	# gcloud repeats what it cannot read as a flag, so it is given nothing else.
	[[ ${KEYS[$1]} =~ $KEY_PATTERN ]] ||
		refuse "version $version of the secret $secret is not a key that both clouds accept ($KEY_PATTERN)"
}
