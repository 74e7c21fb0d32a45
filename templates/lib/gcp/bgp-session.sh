# shellcheck shell=bash
# The BGP session of a tunnel on the Cloud Router. ROUTER and PEER_NAMES come from settings.sh.

# session_state AT: on, off, or none, of the router that look_up found.
session_state() {
	local place
	if ! place=$(place_of bgpPeers "${PEER_NAMES[$1]}"); then
		echo none
	elif [[ $(value "$place.enable") == FALSE ]]; then
		echo off
	else
		echo on
	fi
}

# set_session AT on|off: changes nothing where it is so already, or where there is no session to switch off.
set_session() {
	local state flag=--enabled name=${PEER_NAMES[$1]}
	look_up routers "$ROUTER" || refuse "there is no Cloud Router $ROUTER in $GCP_PROJECT, $GCP_REGION"
	state=$(session_state "$1")
	case $2 in off) flag=--no-enabled ;; esac
	case $state-$2 in
	on-off | off-on) change "switching BGP session $name $2" routers update-bgp-peer "$ROUTER" --peer-name="$name" "$flag" ;;
	none-on) refuse "the Cloud Router $ROUTER has no BGP session $name" ;;
	*) say "BGP session $name is $state" ;;
	esac
}
