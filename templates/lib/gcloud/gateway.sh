# shellcheck shell=bash
# Step 1: the HA VPN gateway, the Cloud Router and the firewall rule. Each of GATEWAY_TODO, ROUTER_TODO and
# FIREWALL_TODO is `create`, `update`, or empty.

GATEWAY_TODO=''
ROUTER_TODO=''
FIREWALL_TODO=''

# Addresses of the HA VPN gateway by interface.
GATEWAY_ADDRESSES=('' '')

plan_gateway() {
	if ! look_up vpn-gateways "$GATEWAY"; then
		[[ $GATEWAY_EXISTING == no ]] || complain "there is no HA VPN gateway $GATEWAY in $GCP_PROJECT, $GCP_REGION" \
			"Declare one that exists, or leave out existing to create it."
		GATEWAY_TODO=create
		return
	fi
	compare network "$NETWORK" "$(link network)"
	conclude "HA VPN gateway $GATEWAY" "It keeps its network: declare that one, or another gateway."
	read_gateway_addresses
	if [[ $GATEWAY_EXISTING == no ]] && lacks_labels; then GATEWAY_TODO=update; fi
}

# In any order, and an id of 0 can be left out.
read_gateway_addresses() {
	local at id address
	for at in 0 1; do
		id=$(value "vpnInterfaces[$at].id")
		address=$(value "vpnInterfaces[$at].ipAddress")
		if [[ ${id:-0} != [01] ]] || ! is_address "$address"; then
			refuse "the HA VPN gateway $GATEWAY does not have two interfaces, 0 and 1, with IPv4 addresses"
		fi
		GATEWAY_ADDRESSES[${id:-0}]=$address
	done
}

plan_router() {
	if ! look_up routers "$ROUTER"; then
		[[ $ROUTER_EXISTING == no ]] || complain "there is no Cloud Router $ROUTER in $GCP_PROJECT, $GCP_REGION" \
			"Declare one that exists, or leave out existing to create it."
		ROUTER_TODO=create
		return
	fi
	compare network "$NETWORK" "$(link network)"
	compare ASN "$GCP_ASN" "$(value bgp.asn)"
	conclude "Cloud Router $ROUTER" "It keeps its network and ASN: declare those, or another router."
	if [[ $ROUTER_EXISTING == yes ]]; then return; fi
	compare 'keepalive, in seconds' "$KEEPALIVE" "$(value_or bgp.keepaliveInterval "$DEFAULT_KEEPALIVE")"
	command_for routers update "$ROUTER" --keepalive-interval="$KEEPALIVE"
	[[ -z ${DIFFERING[*]-} ]] || lead_on "${COMMAND[*]}"
	conclude "Cloud Router $ROUTER" "All its sessions may start anew, so choose the time: ${COMMAND[*]}"
}

plan_firewall() {
	local field
	read_old_rules
	if [[ -z $FIREWALL ]]; then return; fi
	if ! look_up firewall-rules "$FIREWALL"; then
		FIREWALL_TODO=create
		return
	fi
	compare network "$NETWORK" "$(link network)"
	compare direction INGRESS "$(value_or direction INGRESS)"
	compare disabled False "$(value_or disabled False)"
	compare denied '' "$(traffic denied)"
	for field in sourceTags sourceServiceAccounts destinationRanges targetTags targetServiceAccounts; do
		compare "$field" '' "$(values "$field")"
	done
	command_for firewall-rules delete "$FIREWALL"
	conclude "firewall rule $FIREWALL" "Take those settings back, or delete it and run this again: ${COMMAND[*]}"
	is_firewall_as_declared || FIREWALL_TODO=update
}

is_firewall_as_declared() {
	[[ $(values sourceRanges) == "$(printf '%s\n' "${FIREWALL_RANGES[@]}" | sorted)" ]] &&
		[[ $(traffic allowed) == "$(printf '%s\n' "${FIREWALL_ALLOW[@]}" | sorted)" ]]
}

# traffic LIST: as in tcp:443,icmp, whether the API has the ports of a protocol in one entry or in several.
traffic() {
	awk -v list="$1[" '
		index($0, list) != 1 { next }
		/\.IPProtocol: / { if (bare != "") print bare; protocol = bare = $2 }
		/\.ports\[/ { print protocol ":" $2; bare = "" }
		END { if (bare != "") print bare }' <<<"$FOUND" | sorted
}

make_gateway() {
	make "$GATEWAY_TODO" vpn-gateways "$GATEWAY" --network="$NETWORK"
	if [[ $GATEWAY_TODO != create ]] || ((DRY_RUN)); then return; fi
	look_up vpn-gateways "$GATEWAY" || fail "the HA VPN gateway $GATEWAY is gone again"
	read_gateway_addresses
}

make_router() {
	[[ $ROUTER_TODO == create ]] || return 0
	change "creating the Cloud Router $ROUTER" routers create "$ROUTER" \
		--network="$NETWORK" --asn="$GCP_ASN" --keepalive-interval="$KEEPALIVE"
}

make_firewall() {
	local rule
	[[ -n $FIREWALL_TODO ]] || return 0
	rule=(--allow="$(commas "${FIREWALL_ALLOW[@]}")" --source-ranges="$(commas "${FIREWALL_RANGES[@]}")")
	case $FIREWALL_TODO in create) rule+=(--network="$NETWORK" --direction=INGRESS --description="$FIREWALL_NOTE") ;; esac
	change "firewall rule $FIREWALL: $FIREWALL_TODO" firewall-rules "$FIREWALL_TODO" "$FIREWALL" "${rule[@]}"
}

plan_network() {
	look_up networks "$NETWORK" || complain "there is no network $NETWORK in $GCP_PROJECT" "Create it, or declare another one."
}

gateway_step() {
	plan_network
	plan_gateway
	plan_router
	plan_firewall
	stop_at_differences
	make_gateway
	make_router
	make_firewall
	# Where no rule is declared, another team may look after it by now.
	if [[ -n $FIREWALL ]]; then remove_old_rules yes; else remove_old_rules no; fi
	write_gateway_addresses
}

write_gateway_addresses() {
	local text
	if [[ -z ${GATEWAY_ADDRESSES[0]} ]]; then
		say "would write $FOLDER/gcp-addresses.json"
		return
	fi
	text=$(printf '{"a": "%s", "b": "%s"}' "${GATEWAY_ADDRESSES[@]}")
	write_file "$FOLDER/gcp-addresses.json" "$text"
	say "parameters of the CloudFormation stack:"
	printf 'GcpAddress0=%s GcpAddress1=%s\n' "${GATEWAY_ADDRESSES[@]}"
}
