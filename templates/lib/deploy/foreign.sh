# shellcheck shell=bash
# What exists on Google Cloud and is not in Terraform's state.

# in_cloud KIND NAME
in_cloud() {
	local said
	command_for "$1" describe "$2" --format='value(name)'
	if said=$("${COMMAND[@]}" 2>&1); then return; fi
	[[ $said == *"was not found"* ]] || fail "cannot look for $2 ($1): $said"
	return 1
}

gateway_in_cloud() {
	in_cloud vpn-gateways "$GATEWAY"
}

# check_foreign: what something else created would stop terraform in the middle.
check_foreign() {
	local at rows
	check_foreign_gateway
	if [[ $ROUTER_EXISTING == no ]] && in_cloud routers "$ROUTER"; then
		refuse_foreign "Cloud Router $ROUTER" google_compute_router.vpn
	fi
	if [[ -n $FIREWALL ]] && in_cloud firewall-rules "$FIREWALL"; then
		refuse_foreign "firewall rule $FIREWALL" 'google_compute_firewall.*'
	fi
	if in_cloud external-vpn-gateways "$EXTERNAL_GATEWAY"; then
		refuse_foreign "external VPN gateway $EXTERNAL_GATEWAY" 'google_compute_external_vpn_gateway.*'
	fi
	rows=$(google_tunnels) || exit
	for at in "${!TUNNELS[@]}"; do
		if [[ $(google_status "$at" "$rows") == missing ]]; then continue; fi
		refuse_foreign "VPN tunnel ${TUNNEL_NAMES[at]}" "google_compute_vpn_tunnel.aws[\"${TUNNELS[at]}\"]"
	done
}

# check_foreign_gateway: likewise, of the HA VPN gateway.
check_foreign_gateway() {
	if [[ $GATEWAY_EXISTING == yes ]] || ! gateway_in_cloud; then return; fi
	refuse_foreign "HA VPN gateway $GATEWAY" google_compute_ha_vpn_gateway.vpn
}

# refuse_foreign WHAT ADDRESS: what exists, unless the state has it.
refuse_foreign() {
	if in_state "$2"; then return; fi
	refuse "the $1 exists, and terraform's state in $TERRAFORM_ROOT does not know it. If gcloud.sh" \
		"made it: --gcp gcloud. If it is another VPN's: choose another name. If the state is lost: terraform import"
}
