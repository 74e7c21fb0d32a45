# shellcheck shell=bash
# Google Cloud's two steps, with the tool that was chosen, and a look at both before anything is changed on either cloud.

# check_google_side: refuses what the two steps would refuse, as far as that can be known before AWS has changed.
check_google_side() {
	case $TOOL in
	gcloud) look_with_gcloud ;;
	*) look_with_terraform ;;
	esac
}

look_with_gcloud() {
	local flags=()
	# On both sides, AWS's addresses are read again before they are used. What this stops at may need them.
	if [[ $SIDE == both && ! -f $FOLDER/aws-addresses.json ]] && running_on_aws; then aws_script aws/outside-addresses.sh; fi
	if [[ $SIDE == gcp && -f $FOLDER/aws-addresses.json ]]; then flags=(--aws-addresses "$FOLDER/aws-addresses.json"); fi
	run gcp/gcloud.sh check ${flags[@]+"${flags[@]}"}
}

# A running VPN's plan, with the addresses that AWS had last.
look_with_terraform() {
	local addresses
	if ! terraform_ready; then return; fi
	if ! tunnels_in_state; then
		check_foreign
		((DRY_RUN)) || must_answer
		return
	fi
	module_variables aws-addresses psk-versions
	if [[ ! -f $FOLDER/aws-addresses.json ]]; then
		addresses=$(addresses_in_state) || exit
		VARIABLES+=("-var=aws_outside_addresses=$addresses")
	fi
	make_plan ${VARIABLES[@]+"${VARIABLES[@]}"}
	if [[ -z $PLAN ]]; then return; fi
	check_plan
	((DRY_RUN)) || must_answer
}

# addresses_in_state: AWS's outside addresses that the tunnels have, for a variable.
addresses_in_state() {
	local at rows address text=''
	rows=$(in_terraform state show -no-color "${MODULE}google_compute_external_vpn_gateway.aws[0]" |
		awk '$1 == "id" { id = $3 } $1 == "ip_address" { gsub(/"/, "", $3); print id, $3 }' | sort -u) || rows=''
	for at in "${!TUNNELS[@]}"; do
		address=$'\n'$rows$'\n'
		address=${address#*$'\n'"${PEER_INTERFACES[at]} "}
		address=${address%%$'\n'*}
		is_address "$address" ||
			refuse "the VPN has tunnels, but there is no $FOLDER/aws-addresses.json, and terraform's state does not tell" \
				"AWS's addresses. To write the file: aws/outside-addresses.sh"
		text+="${text:+, }${TUNNELS[at]} = \"$address\""
	done
	printf '{ %s }\n' "$text"
}

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

# Nothing that carries traffic is interrupted here. What does is decided by what the plan says of the state, and by what
# the cloud says of the tunnels, never by the names that are declared now.
check_plan() {
	local action changed address rows broken=()
	rows=$(google_tunnels) || exit
	while read -r action _ changed address; do
		if ! is_harmless "$action" "$changed" "$address" && carries_traffic "$address" "$rows"; then
			broken+=("$address")
		fi
	done <<<"$PLANNED"
	if ((${#broken[@]} > 0 && !INTERRUPT)); then
		go_on_in_window "$COMMAND_LINE --interrupt"
		refuse "the VPN is running, and this plan would interrupt it: ${broken[*]}. roll.sh changes suite and keys" \
			"tunnel by tunnel; CHANGES.md says how to make every other change. To interrupt the VPN now: --interrupt"
	fi
}

# is_harmless ACTION CHANGED ADDRESS: only what is known to be. CHANGED lists attributes with commas between.
is_harmless() {
	local attribute allowed='labels effective_labels terraform_labels label_fingerprint description'
	case $1 in
	no-op | create | read | forget | output) return 0 ;;
	update) ;;
	*) return 1 ;;
	esac
	case $3 in
	"$MODULE"google_compute_firewall.*) allowed+=' source_ranges allow deny disabled priority' ;;
	"$MODULE"google_compute_router_peer.*)
		allowed+=' enable advertise_mode advertised_groups advertised_ip_ranges advertised_route_priority'
		allowed+=' is_advertised_route_priority_set zero_advertised_route_priority'
		;;
	"$MODULE"google_compute_* | "$MODULE"terraform_data.*) ;;
	*) return 1 ;;
	esac
	for attribute in ${2//,/ }; do
		case " $allowed " in *" $attribute "*) ;; *) return 1 ;; esac
	done
}

# carries_traffic ADDRESS ROWS: a resource of one tunnel unless the cloud says that this tunnel is down, any other one
# unless it says so of all tunnels that the state has. Where the state has none, any tunnel that is up counts.
carries_traffic() {
	local id address slot='' known=0
	case $1 in
	"$MODULE"google_compute_vpn_tunnel.aws* | "$MODULE"google_compute_router_interface.aws* | "$MODULE"google_compute_router_peer.aws*)
		slot=${1##*.aws}
		;;
	esac
	while read -r _ id _ address; do
		case $address in *google_compute_vpn_tunnel.*) ;; *) continue ;; esac
		if [[ $id == - || -n $slot && $address != "$MODULE"google_compute_vpn_tunnel.aws"$slot" ]]; then continue; fi
		known=1
		is_down "$id" "$2" || return 0
	done <<<"$PLANNED"
	((!known)) && [[ $'\n'$2 == *$'\tESTABLISHED'* ]]
}

# is_down ID ROWS: whether the cloud says so of that tunnel. One that it does not list, or of which it says something
# else, may be up.
is_down() {
	local name status
	while IFS=$'\t' read -r name status _; do
		if [[ $1 == "projects/$GCP_PROJECT/regions/$GCP_REGION/vpnTunnels/$name" ]]; then
			case " ${DOWN_STATUSES[*]} " in *" $status "*) return 0 ;; *) return 1 ;; esac
		fi
	done <<<"$2"
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
