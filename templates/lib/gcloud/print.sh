# shellcheck shell=bash
# --print: both steps as plain commands, made by the functions that otherwise run them. All is taken to be absent.

# print_steps: the one that STEP names, or both.
print_steps() {
	DRY_RUN=1
	print_comment "Plain gcloud commands for Google Cloud's side of the VPN $NAME, for bash." \
		"Google Cloud was not asked, so they create everything that vpn.yaml does not say exists already."
	case $STEP in gateway | '') print_gateway_step ;; esac
	case $STEP in tunnels | '') print_tunnels_step ;; esac
}

print_gateway_step() {
	if [[ $GATEWAY_EXISTING == yes ]]; then
		print_group "Step 1. HA VPN gateway $GATEWAY: it exists already and stays as it is"
	else
		print_group "Step 1. HA VPN gateway $GATEWAY"
		GATEWAY_TODO=create
		make_gateway
	fi
	if [[ $ROUTER_EXISTING == yes ]]; then
		print_group "Step 1. Cloud Router $ROUTER: it exists already and stays as it is"
	else
		print_group "Step 1. Cloud Router $ROUTER"
		ROUTER_TODO=create
		make_router
	fi
	if [[ -z $FIREWALL ]]; then
		print_group "Step 1. Firewall rule: vpn.yaml declares none, so it must exist already"
	else
		print_group "Step 1. Firewall rule $FIREWALL"
		FIREWALL_TODO=create
		make_firewall
	fi
	print_group "Step 1. Addresses of the gateway: 0 and 1 are GcpAddress0 and GcpAddress1 of the CloudFormation stack"
	command_for vpn-gateways describe "$GATEWAY" --format='yaml(vpnInterfaces)'
	print_command "${COMMAND[@]}"
}

print_tunnels_step() {
	local at
	print_outside_addresses
	print_group "Step 2. External VPN gateway $EXTERNAL_GATEWAY, which stands for AWS"
	EXTERNAL_TODO=create
	make_external_gateway
	for at in "${!TUNNELS[@]}"; do
		print_group "Step 2. VPN tunnel ${TUNNEL_NAMES[at]}. The pre-shared key goes through pipes only: no process list, log or file" \
			"has it. If the secret does not contain a valid key, gcloud refuses the tunnel for lack of a key."
		TUNNEL_TODO[at]=create
		make_tunnel "$at"
		print_group "Step 2. Interface and BGP peer of ${TUNNEL_NAMES[at]} on the Cloud Router $ROUTER, one after the other"
		INTERFACE_TODO[at]=create
		PEER_TODO[at]=create
		make_session "$at"
	done
}

# print_key_pipe AT: what stands in front of the command that creates a tunnel, and writes the key to its standard input.
# gcloud would write the flag to its own log, and what it sends to the terminal, if the user has switched that on.
print_key_pipe() {
	local quiet='CLOUDSDK_CORE_DISABLE_FILE_LOGGING=true CLOUDSDK_CORE_LOG_HTTP=false CLOUDSDK_CORE_VERBOSITY=warning'
	printf '%s \\\n' "$quiet"
	print_words gcloud secrets versions access "$(pinned_version "$1")" --secret="${GCP_SECRETS[$1]}" --project="$KEY_PROJECT"
	printf ' |\n'
	print_words sed -nE "s/$KEY_PATTERN/--shared-secret: \"&\"/p"
	printf ' |\n%s \\\n' "$quiet"
}
