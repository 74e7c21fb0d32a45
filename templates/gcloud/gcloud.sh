# shellcheck shell=bash

usage() {
	cat <<'END'
Usage: gcloud.sh gateway [OPTION…]
       gcloud.sh tunnels [OPTION…]

Makes Google Cloud's side of the VPN in two steps. What exists already is compared with what was declared:
a second run changes nothing.

  gateway   makes the HA VPN gateway, the Cloud Router and the firewall rule, writes the gateway's addresses to
            gcp-addresses.json in the folder above this one, and prints them as parameters of the
            CloudFormation stack
  tunnels   makes the external VPN gateway, and for each tunnel its interface and BGP session on the router,
            one after the other. Needs AWS's outside addresses, which aws/outside-addresses.sh writes to
            aws-addresses.json in the folder above this one

  --aws-addresses FILE         read AWS's addresses from there
  --psk-version TUNNEL=NUMBER  version of the tunnel's key in Secret Manager, as in a1=3 (1)
  --dry-run                    print what differs and the commands, and change nothing
  --help                       print this

Labels, the firewall rule's ranges and ports, and what the BGP sessions advertise are changed in place. Every
other difference is reported with what to replace, and then nothing is changed at all, since the rest cannot be
changed or would interrupt traffic. An existing router or gateway is only used.

Google Cloud never shows a tunnel's key. A tunnel that exists keeps the key that it was made with, whatever
--psk-version says: to change the key, the tunnel has to be replaced.

END
	explain_statuses
}

STEP=''
FOLDER=''
ADDRESSES_FILE=''

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--dry-run) DRY_RUN=1 ;;
		--aws-addresses)
			[[ -n ${2-} ]] || misused "--aws-addresses takes a file"
			ADDRESSES_FILE=$2
			shift
			;;
		--psk-version)
			psk_version_flag "${2-}"
			shift
			;;
		gateway | tunnels)
			[[ -z $STEP ]] || misused "one step at a time"
			STEP=$1
			;;
		*) misused "unknown argument $1" ;;
		esac
		shift
	done
	[[ -n $STEP ]] || misused "which step: gateway or tunnels?"
}

main() {
	parse_arguments "$@"
	need_command gcloud
	FOLDER=$(artifact_folder ..)
	: "${ADDRESSES_FILE:=$FOLDER/aws-addresses.json}"
	case $STEP in
	gateway) gateway_step ;;
	tunnels) tunnels_step ;;
	esac
	if ((CHANGES > 0)); then
		say "done: $CHANGES changes"
	elif ((DRY_RUN)); then
		say "done: nothing was changed"
	else
		say "nothing to do: all is as declared"
	fi
}

main "$@"
