# shellcheck shell=bash
# gcloud. GCP_PROJECT, GCP_REGION and CIPHER_TRACK come from the prologue, DRY_RUN from files.sh.

# Whatever the user has set: no question is asked, and nothing prints or keeps what is sent.
export LC_ALL=C
export CLOUDSDK_CORE_DISABLE_PROMPTS=1 CLOUDSDK_CORE_USER_OUTPUT_ENABLED=true
export CLOUDSDK_CORE_DISABLE_FILE_LOGGING=true CLOUDSDK_CORE_LOG_HTTP=false CLOUDSDK_CORE_VERBOSITY=warning

readonly FOUND_MARK='@found@'

# The resource that look_up read last, one `key: value` to a line, spelled as in the API.
FOUND=''
COMMAND=()
# How often something was changed.
CHANGES=0

# command_for KIND COMMAND NAME FLAG…: sets $COMMAND to the whole command.
command_for() {
	COMMAND=(gcloud)
	# Flags of ciphers and labels of tunnels are in that release track.
	case "$1 $2" in 'vpn-tunnels create' | 'vpn-tunnels update') COMMAND+=("$CIPHER_TRACK") ;; esac
	COMMAND+=(compute "$@" --project="$GCP_PROJECT")
	case $1 in vpn-gateways | vpn-tunnels | routers) COMMAND+=(--region="$GCP_REGION") ;; esac
}

check_track() {
	local installed
	installed=$(gcloud version --format="value($CIPHER_TRACK)") || fail "gcloud does not start"
	[[ -n $installed ]] ||
		refuse "gcloud has no $CIPHER_TRACK commands, which make tunnels: gcloud components install $CIPHER_TRACK"
}

# look_up KIND NAME: fails where there is no such resource. Every other trouble ends the script.
look_up() {
	local said found
	FOUND=''
	command_for "$1" describe "$2" --format='flattened[no-pad]'
	# Warnings come first, on standard error; what is behind the mark is the answer.
	if said=$({ found=$("${COMMAND[@]}") && printf '%s%s\n' "$FOUND_MARK" "$found"; } 2>&1); then
		FOUND=${said#*"$FOUND_MARK"}
		return 0
	fi
	[[ $said == *"/$2' was not found"* ]] || fail "cannot look at $2 ($1): $said"
	return 1
}

# value KEY: of what look_up found; empty where it has none.
value() {
	local line
	while IFS= read -r line; do
		if [[ $line == "$1: "* ]]; then
			printf '%s\n' "${line#"$1: "}"
			return
		fi
	done <<<"$FOUND"
}

# link KEY: name of the resource that is referred to.
link() {
	local url
	url=$(value "$1")
	printf '%s\n' "${url##*/}"
}

# values LIST [FIELD]: every `LIST[0]FIELD`, as sorted prints them.
values() {
	awk -v list="$1[" -v field="${2-}: " '
    index($0, list) == 1 {
      rest = substr($0, length(list) + 1)
      sub(/^[0-9]+\]/, "", rest)
      if (index(rest, field) == 1) print substr(rest, length(field) + 1)
    }' <<<"$FOUND" | sorted
}

# Lines in a fixed order, with commas between.
sorted() {
	sort | paste -s -d , -
}

# commas WORD…
commas() {
	local IFS=,
	printf '%s\n' "$*"
}

# place_of LIST NAME: `LIST[2]` for the entry with that name; fails where there is none.
place_of() {
	local line
	while IFS= read -r line; do
		if [[ $line == "$1["*"].name: $2" ]]; then
			printf '%s\n' "${line%.name: *}"
			return
		fi
	done <<<"$FOUND"
	return 1
}

# change MESSAGE KIND COMMAND NAME FLAG…
change() {
	command_for "${@:2}"
	if ((DRY_RUN)); then
		say "would run: ${COMMAND[*]}"
	else
		say "$1"
		"${COMMAND[@]}" --no-user-output-enabled || fail "$1: gcloud could not"
		CHANGES=$((CHANGES + 1))
	fi
}
