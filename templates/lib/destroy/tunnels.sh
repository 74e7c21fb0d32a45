# shellcheck shell=bash
# The tunnels on Google Cloud. What is this VPN's is decided by where they lead, not by what vpn.yaml calls them now.

# Names of this VPN's tunnels, and their external VPN gateways.
OWN_TUNNELS=()
EXTERNALS=()
# Rows of the tunnels that others have on the same gateways: name, HA VPN gateway, external VPN gateway.
OTHER_TUNNELS=()

# read_tunnels: refuses what cannot be removed with the names that are declared, before anything is changed.
read_tunnels() {
	local rows name on external by address
	EXTERNALS=("$EXTERNAL_GATEWAY")
	rows=$(gcloud compute vpn-tunnels list --project="$GCP_PROJECT" --regions="$GCP_REGION" --format='value[separator="|"](name,
		vpnGateway.basename(), peerExternalGateway.basename(), router.basename(), peerIp)') ||
		fail "cannot list the VPN tunnels of $GCP_PROJECT, $GCP_REGION"
	while IFS='|' read -r name on external by address; do
		if [[ -z $name ]]; then continue; fi
		if ! is_own_tunnel "$name" "$on" "$external" "$address"; then
			OTHER_TUNNELS+=("$name $on $external")
			continue
		fi
		[[ $on == "$GATEWAY" ]] ||
			refuse "tunnel $name is on the HA VPN gateway $on, and vpn.yaml declares $GATEWAY. Nothing was changed. If" \
				"gcp.gateway was changed in vpn.yaml, restore the old value and build. Otherwise $name is not this VPN's"
		[[ $by == "$ROUTER" ]] ||
			refuse "tunnel $name is on the Cloud Router $by, and vpn.yaml declares $ROUTER. Nothing was changed. Restore the" \
				"old gcp.router in vpn.yaml and build"
		OWN_TUNNELS+=("$name")
		case " ${EXTERNALS[*]} " in *" $external "*) ;; *) EXTERNALS+=("$external") ;; esac
	done <<<"$rows"
}

# is_own_tunnel NAME GATEWAY EXTERNAL-GATEWAY ADDRESS: AWS gives an outside address to one tunnel only.
is_own_tunnel() {
	if [[ -f $FOLDER/aws-addresses.json ]] && grep -Fq "\"${4:-none}\"" "$FOLDER/aws-addresses.json"; then return 0; fi
	[[ $2 == "$GATEWAY" && $3 == "$EXTERNAL_GATEWAY" || " ${TUNNEL_NAMES[*]} " == *" $1 "* ]]
}

# is_unused WHAT NAME: whether no other tunnel is on that HA VPN gateway or external VPN gateway. Says so if one is.
is_unused() {
	local row name on external users=''
	for row in ${OTHER_TUNNELS[@]+"${OTHER_TUNNELS[@]}"}; do
		read -r name on external <<<"$row"
		if [[ $on == "$2" || $external == "$2" ]]; then users+="${users:+, }$name"; fi
	done
	if [[ -z $users ]]; then return 0; fi
	say "the $1 $2 stays: other tunnels use it: $users"
	return 1
}

# names_with LIST FIELD VALUE: names of the entries of what look_up found whose field is that, or a link to it.
names_with() {
	awk -v list="$1[" -v field="$2" -v wanted="$3" '
		index($0, list) != 1 { next }
		{
			rest = substr($0, length(list) + 1)
			at = rest
			sub(/\].*/, "", at)
			sub(/^[0-9]+\]\./, "", rest)
			key = text = rest
			sub(/: .*/, "", key)
			sub(/^[^:]*: /, "", text)
			sub(/.*\//, "", text)
			if (key == "name") name[at] = text
			if (key == field && text == wanted) found[at] = 1
		}
		END { for (at in found) if (at in name) print name[at] }' <<<"$FOUND" | sort
}

# A session goes before its interface, and that before its tunnel.
delete_each_tunnel() {
	local name interface
	for name in ${OWN_TUNNELS[@]+"${OWN_TUNNELS[@]}"}; do
		if look_up routers "$ROUTER"; then
			for interface in $(names_with interfaces linkedVpnTunnel "$name"); do remove_interface "$interface"; done
		fi
		delete_resource vpn-tunnels "$name"
	done
	if ((DRY_RUN)); then return; fi
	# What a tunnel that is gone has left.
	for interface in "${INTERFACE_NAMES[@]}"; do
		if look_up routers "$ROUTER" && place_of interfaces "$interface" >/dev/null; then remove_interface "$interface"; fi
	done
}

# remove_interface NAME: of the router that look_up found, with its sessions.
remove_interface() {
	local session
	for session in $(names_with bgpPeers interfaceName "$1"); do
		change "removing BGP session $session" routers remove-bgp-peer "$ROUTER" --peer-name="$session"
	done
	change "removing interface $1" routers remove-interface "$ROUTER" --interface-name="$1"
}
