# shellcheck shell=bash

load common gcp gcloud

usage() {
	cat <<'END'
Usage: gcloud.sh check|gateway|tunnels [OPTION...]
       gcloud.sh session TUNNEL on|off [OPTION...]
       gcloud.sh replace TUNNEL [OPTION...]
       gcloud.sh [gateway|tunnels] --print [OPTION...]

Makes Google Cloud's side of the VPN in two steps. What exists already is compared with what was declared:
a second run changes nothing.

  check     changes nothing, and says what of all that exists the two steps would refuse. It compares AWS's addresses
            only if --aws-addresses names their file
  gateway   makes the HA VPN gateway, the Cloud Router and the firewall rule, writes the gateway's addresses to
            gcp-addresses.json in the folder above this one, and prints them as parameters of the
            CloudFormation stack
  tunnels   makes the external VPN gateway, and for each tunnel its interface and BGP session on the router,
            one after the other. Needs AWS's outside addresses, which aws/outside-addresses.sh writes to
            aws-addresses.json in the folder above this one
  session   switches the BGP session of one tunnel on or off; off, its traffic goes through the other tunnels
  replace   recreates what of one tunnel is not as declared: the tunnel, its interface, its session, also under
            another name. A tunnel that is up is touched only while the other three are up

  --aws-addresses FILE         read AWS's addresses from there
  --psk-version TUNNEL=NUMBER  version of the tunnel's key in Secret Manager, as in a1=3, where it is not the one
                               that psk-versions.json in the folder above this one says, or without that file 1
  --dry-run                    print what differs and the commands, and change nothing
  --print                      print plain gcloud commands for the step, or for both steps, to run with your own tools.
                               No cloud is asked and no credentials are needed. Without aws-addresses.json the commands
                               have variables for AWS's outside addresses. No command contains a key
  --help                       print this

A firewall rule that an earlier build declared under another name is deleted once the new one is there.
Labels, the firewall rule's ranges and ports, and what the BGP sessions advertise are changed in place. Every
other difference is reported with what to replace, and then nothing is changed at all, since the rest cannot be
changed or would interrupt traffic. An existing router or gateway is only used.

Google Cloud never shows a tunnel's key, so its description says which version it was made with. To change the suite
or the keys of a VPN in use, roll.sh changes both clouds.

END
	explain_statuses
}

STEP=''
# What else the step takes.
WORDS=()
# What a refusal tells roll.sh.
TOOL=gcloud
ADDRESSES_FILE=''

parse_arguments() {
	while (($# > 0)); do
		case $1 in
		--help) usage && exit ;;
		--dry-run) DRY_RUN=1 ;;
		--print) PRINT=1 ;;
		--aws-addresses)
			[[ -n ${2-} ]] || misused "--aws-addresses takes a file"
			ADDRESSES_FILE=$2
			shift
			;;
		--psk-version)
			psk_version_flag "${2-}"
			shift
			;;
		-*) misused "unknown argument $1" ;;
		*) WORDS+=("$1") ;;
		esac
		shift
	done
	STEP=${WORDS[0]-}
	if ((PRINT)); then
		case $STEP-${#WORDS[@]} in
		-0 | gateway-1 | tunnels-1) return ;;
		*) misused "--print takes gateway, tunnels, or no step for both" ;;
		esac
	fi
	case $STEP-${#WORDS[@]}-${WORDS[2]-} in
	check-1- | gateway-1- | tunnels-1-) ;;
	session-3-on | session-3-off | replace-2-) tunnel_place "${WORDS[1]}" ;;
	*) misused "which step: check, gateway, tunnels, session TUNNEL on|off, or replace TUNNEL?" ;;
	esac
}

main() {
	parse_arguments "$@"
	read_psk_versions "$FOLDER/psk-versions.json" || true
	if ((PRINT)); then
		print_steps
		return
	fi
	need_command gcloud
	[[ $STEP == check ]] || : "${ADDRESSES_FILE:=$FOLDER/aws-addresses.json}"
	case $STEP in
	check) check_step ;;
	gateway) gateway_step ;;
	tunnels) tunnels_step ;;
	session) set_session "$AT" "${WORDS[2]}" ;;
	replace) replace_step "$AT" ;;
	esac
	if [[ $STEP == check ]]; then
		say "done: nothing on Google Cloud would be refused"
	elif ((CHANGES > 0)); then
		say "done: $CHANGES changes"
	elif ((DRY_RUN)); then
		say "done: nothing was changed"
	else
		say "nothing to do: all is as declared"
	fi
}

main "$@"
