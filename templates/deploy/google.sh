# shellcheck shell=bash
# Google Cloud's two steps, with the tool that was chosen.

gateway_step() {
	case $TOOL in
	gcloud) run gcp/gcloud.sh gateway ${DRY_FLAGS[@]+"${DRY_FLAGS[@]}"} ;;
	*) terraform_gateway ;;
	esac
}

tunnels_step() {
	case $TOOL in
	gcloud)
		if ((DRY_RUN)) && [[ ! -f $FOLDER/aws-addresses.json ]]; then
			say "would run: gcp/gcloud.sh tunnels"
		else
			run gcp/gcloud.sh tunnels ${DRY_FLAGS[@]+"${DRY_FLAGS[@]}"}
		fi
		;;
	*) terraform_tunnels ;;
	esac
}

# Without AWS's addresses, until the state has tunnels; from then on all of it is the other step's.
terraform_gateway() {
	if ! terraform_ready; then
		say "would run: terraform init, then apply -var aws_outside_addresses=null"
		return
	fi
	if tunnels_in_state; then
		if gateway_in_cloud || [[ $GATEWAY_EXISTING == yes ]]; then
			say "the gateway is there, and has tunnels"
		else
			say "the gateway is lost, and its tunnels with it: making all of it anew"
			terraform_tunnels
		fi
	else
		check_foreign_gateway
		module_variables psk-versions
		carry_out -var aws_outside_addresses=null ${VARIABLES[@]+"${VARIABLES[@]}"}
	fi
	if ((DRY_RUN)) && [[ -n $PLAN ]]; then
		say "would write $FOLDER/gcp-addresses.json"
	else
		write_gateway_addresses
	fi
}

terraform_tunnels() {
	if ((DRY_RUN)) && [[ ! -f $FOLDER/aws-addresses.json || ! -d $TERRAFORM_ROOT/.terraform ]]; then
		say "would run: terraform apply, with AWS's addresses"
		return
	fi
	module_variables aws-addresses psk-versions
	carry_out ${VARIABLES[@]+"${VARIABLES[@]}"}
}

# terraform_ready: initialises the root; a dry run only says whether it is.
terraform_ready() {
	if ((DRY_RUN)); then
		[[ -d $TERRAFORM_ROOT/.terraform ]]
	else
		init_terraform
	fi
}

gateway_in_cloud() {
	local said
	command_for vpn-gateways describe "$GATEWAY" --format='value(name)'
	if said=$("${COMMAND[@]}" 2>&1); then return; fi
	[[ $said == *"was not found"* ]] || fail "cannot look for the HA VPN gateway $GATEWAY: $said"
	return 1
}

# A gateway that something else made would stop terraform in the middle.
check_foreign_gateway() {
	if [[ $GATEWAY_EXISTING == yes ]] || in_state google_compute_ha_vpn_gateway.vpn; then return; fi
	if gateway_in_cloud; then
		refuse "the HA VPN gateway $GATEWAY exists, and terraform's state in $TERRAFORM_ROOT does not know it. If gcloud.sh" \
			"made it: --gcp gcloud. If it is another VPN's: choose another name. If the state is lost: terraform import"
	fi
}

# carry_out ARGUMENT...: plans, looks, and applies just that plan.
carry_out() {
	make_plan "$@"
	if [[ -z $PLAN ]]; then
		say "terraform has nothing to do"
		return
	fi
	check_plan
	if ((DRY_RUN)); then
		say "would apply this plan"
		return
	fi
	confirm "Apply this plan?"
	apply_plan
}

# Nothing that carries traffic is destroyed or replaced here.
check_plan() {
	local address rows broken=()
	rows=$(google_tunnels) || exit
	while read -r address; do
		case $address in '') ;; *) if carries_traffic "$address" "$rows"; then broken+=("$address"); fi ;; esac
	done <<<"$(planned destroy replace unknown)"
	# Sessions may start anew with another keepalive.
	case $(planned update)$'\n' in
	*google_compute_router.vpn$'\n'*) if carries_traffic router "$rows"; then broken+=("the router's timers"); fi ;;
	esac
	if ((${#broken[@]} > 0 && !INTERRUPT)); then
		refuse "the VPN is running, and this plan would destroy or replace ${broken[*]}. A change of suite or key is roll.sh's;" \
			"RUNBOOK.md says what every other change takes. To do it now all the same: --interrupt"
	fi
}

# carries_traffic ADDRESS ROWS: a resource of one tunnel while that one is up, any other while one is.
carries_traffic() {
	local at
	for at in "${!TUNNELS[@]}"; do
		case $1 in
		*"[\"${TUNNELS[at]}\"]") ;;
		*'["'*) continue ;;
		esac
		[[ $(google_status "$at" "$2") != ESTABLISHED* ]] || return 0
	done
	return 1
}

write_gateway_addresses() {
	local json a b pair='^\{"a":"([0-9.]+)","b":"([0-9.]+)"\}$'
	json=$(in_terraform output -json gcp_gateway_addresses) ||
		fail "terraform has no output gcp_gateway_addresses: the root must pass the module's on"
	json=$(tr -d '[:space:]' <<<"$json")
	[[ $json =~ $pair ]] || refuse "terraform's output gcp_gateway_addresses is not two addresses: $json"
	a=${BASH_REMATCH[1]}
	b=${BASH_REMATCH[2]}
	write_file "$FOLDER/gcp-addresses.json" "$(printf '{"a": "%s", "b": "%s"}' "$a" "$b")"
}
