# shellcheck shell=bash
# One tunnel by Terraform: a plan for its three resources, which is looked at before anything is interrupted.

# plan_tunnel AT
plan_tunnel() {
	local type resources=() flags
	if [[ ! -d $TERRAFORM_ROOT/.terraform ]]; then init_terraform; fi
	flags=("-var=psk_versions=$(psk_variable "$1")")
	# A module has no folder where Terraform would find these by itself.
	[[ -z $MODULE ]] || flags+=("-var-file=$FOLDER/aws-addresses.json")
	for type in vpn_tunnel router_interface router_peer; do
		resources+=("${MODULE}google_compute_$type.aws[\"${TUNNELS[$1]}\"]")
	done
	say "planning tunnel ${TUNNELS[$1]}"
	make_plan "${flags[@]}" "${resources[@]/#/-target=}"
	[[ -n $PLAN ]] ||
		refuse "terraform has nothing to do for tunnel ${TUNNELS[$1]}, which on Google Cloud is not as declared" \
			"(${GOOGLE_TODO[$1]}): is $TERRAFORM_ROOT what made it?"
	check_plan "$1" "${resources[@]}"
}

# psk_variable AT: the pins, with the version that this tunnel should have.
psk_variable() {
	local at version text=''
	for at in "${!TUNNELS[@]}"; do
		version=$(psk_version "$at")
		if ((at == $1)); then version=${TARGETS[at]}; fi
		text+="${text:+, }${TUNNELS[at]} = \"$version\""
	done
	printf '{ %s }\n' "$text"
}

# check_plan AT ADDRESS...
check_plan() {
	local address allowed more
	more=$(planned unknown)
	while read -r address; do
		for allowed in '' "${@:2}"; do
			[[ $address != "$allowed" ]] || continue 2
		done
		more+="${more:+, }$address"
	done <<<"$(planned create update replace destroy forget)"
	[[ -z $more ]] ||
		refuse "the plan for tunnel ${TUNNELS[$1]} would change more than that tunnel: $more. Nothing was applied"
}
