# shellcheck shell=bash
# Which key a tunnel on Google Cloud was made with, which is written into its description: the cloud never shows a key.

# key_note AT VERSION
key_note() {
	printf 'Pre-shared key: version %s of %s\n' "$2" "${GCP_SECRETS[$1]}"
}

# recorded_note: of the tunnel that look_up found; empty where its description says something else.
recorded_note() {
	local text
	text=$(value description)
	case $text in 'Pre-shared key: version '*) printf '%s\n' "$text" ;; esac
}
