# shellcheck shell=bash
# Google Cloud's side, with the tool that made it: first the tunnels, then what they ended on.

# Refuses the tool that did not create Google Cloud's side, before AWS's side is changed.
check_maker() {
	local name
	if [[ $GATEWAY_EXISTING == no ]]; then check_made_by_tool vpn-gateways "$GATEWAY"; fi
	for name in "${TUNNEL_NAMES[@]}"; do check_made_by_tool vpn-tunnels "$name"; done
}

delete_tunnels() {
	local name
	case $TOOL in
	terraform) terraform_destroy "the tunnels" "$GUARD*" "-target=$MODULE$GUARD" ;;
	*)
		delete_each_tunnel
		for name in "${EXTERNALS[@]}"; do
			if is_unused "external VPN gateway" "$name"; then delete_resource external-vpn-gateways "$name"; fi
		done
		;;
	esac
}

delete_gateway() {
	case $TOOL in
	terraform) terraform_destroy "what is left" '*' ${MODULE:+"-target=${MODULE%.}"} ;;
	*)
		if [[ -n $FIREWALL ]]; then delete_resource firewall-rules "$FIREWALL"; fi
		read_old_rules
		remove_old_rules yes
		delete_router
		if [[ $GATEWAY_EXISTING == no ]]; then
			if is_unused "HA VPN gateway" "$GATEWAY"; then delete_resource vpn-gateways "$GATEWAY"; fi
		else
			say "the HA VPN gateway $GATEWAY stays: it was there before"
		fi
		;;
	esac
}

# delete_resource KIND NAME
delete_resource() {
	if look_up "$1" "$2"; then
		change "deleting $2 ($1)" "$1" delete "$2"
	else
		say "$2 ($1) is gone"
	fi
}

delete_router() {
	if [[ $ROUTER_EXISTING == yes ]]; then
		say "the Cloud Router $ROUTER stays: it was there before"
	elif ! look_up routers "$ROUTER"; then
		say "$ROUTER (routers) is gone"
	elif ((!DRY_RUN)) && grep -Eq '^(interfaces|nats)\[' <<<"$FOUND"; then
		say "the Cloud Router $ROUTER stays: others use it by now, see its interfaces and NATs"
	else
		change "deleting $ROUTER (routers)" routers delete "$ROUTER"
	fi
}

# Files that override a resource's lifecycle must lie in the folder of the configuration itself.
readonly UNLOCKED=(
	'"terraform_data" "tunnels_need_aws_outside_addresses"'
	'"google_compute_ha_vpn_gateway" "vpn"'
)

unlock_terraform() {
	local resource file=$FOLDER/gcp/terraform/destroy_override.tf
	LEFTOVERS+=("$file")
	for resource in "${UNLOCKED[@]}"; do
		if grep -Fqs "resource $resource" "$FOLDER"/gcp/terraform/*.tf; then
			printf 'resource %s {\n  lifecycle {\n    prevent_destroy = false\n  }\n}\n\n' "$resource"
		fi
	done >"$file.$$.new"
	mv -f "$file.$$.new" "$file"
}

# terraform_destroy WHAT STATE ARGUMENT...: where the state has that. A plan to destroy creates nothing, whatever is gone already.
terraform_destroy() {
	local address others=()
	if ((DRY_RUN)) && [[ ! -d $TERRAFORM_ROOT/.terraform ]]; then
		say "would run: terraform init, then destroy $1"
		return
	fi
	if ((!DRY_RUN)); then init_terraform; fi
	if ! in_state "$2"; then
		say "terraform's state has nothing of $1"
		return
	fi
	unlock_terraform
	module_variables psk-versions
	make_plan -destroy -var aws_outside_addresses=null ${VARIABLES[@]+"${VARIABLES[@]}"} "${@:3}"
	lock_terraform
	if [[ -z $PLAN ]]; then
		say "terraform has nothing to destroy of $1"
		return
	fi
	while read -r address; do
		case $address in '' | "$MODULE"*) ;; *) others+=("$address") ;; esac
	done <<<"$(planned create update replace destroy forget unknown)"
	((${#others[@]} == 0)) || refuse "this plan would also touch ${others[*]}"
	if ((DRY_RUN)); then
		say "would apply this plan"
	else
		apply_plan
	fi
}

delete_google_keys() {
	local id said
	for id in "${GCP_SECRETS[@]}"; do
		if ! said=$(gcloud secrets describe "$id" --project="$KEY_PROJECT" --format='value(name)' 2>&1); then
			[[ $said == *NOT_FOUND* ]] || fail "cannot look for secret $id: $said"
		elif ((DRY_RUN)); then
			say "would delete secret $id in project $KEY_PROJECT, for good"
		else
			say "deleting secret $id in project $KEY_PROJECT, for good"
			gcloud secrets delete "$id" --project="$KEY_PROJECT" --quiet || fail "cannot delete secret $id"
		fi
	done
}
