# shellcheck shell=bash
# gcloud. GCP_PROJECT, GCP_REGION and CIPHER_TRACK come from settings.sh.

# Whatever the user has set: no question is asked, and nothing prints or keeps what is sent.
export LC_ALL=C
export CLOUDSDK_CORE_DISABLE_PROMPTS=1 CLOUDSDK_CORE_USER_OUTPUT_ENABLED=true
unset CLOUDSDK_CORE_FORMAT CLOUDSDK_CORE_DEFAULT_FORMAT CLOUDSDK_CORE_SHOW_STRUCTURED_LOGS
export CLOUDSDK_CORE_DISABLE_FILE_LOGGING=true CLOUDSDK_CORE_LOG_HTTP=false CLOUDSDK_CORE_VERBOSITY=warning

COMMAND=()

# command_for KIND COMMAND NAME FLAG...: sets $COMMAND to the whole command.
command_for() {
	COMMAND=(gcloud)
	# Flags of ciphers and labels of tunnels are in that release track.
	case "$1 $2" in 'vpn-tunnels create' | 'vpn-tunnels update') COMMAND+=("$CIPHER_TRACK") ;; esac
	COMMAND+=(compute "$@" --project="$GCP_PROJECT")
	case $1 in vpn-gateways | vpn-tunnels | routers) COMMAND+=(--region="$GCP_REGION") ;; esac
}
