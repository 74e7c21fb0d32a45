# shellcheck shell=bash
# This VPN's connections where they run already: in a stack of another name, or on another gateway than the declared one.

# check_twins: fails where connections of this VPN are not its stack's. Several VPNs may share an HA VPN gateway, and then
# they have no inside range in common, since that must be unique in the network.
# https://docs.cloud.google.com/network-connectivity/docs/vpn/how-to/creating-ha-vpn
check_twins() {
	local id customer gateway ranges outside state owner twins='' on='' maker=''
	while read -r id customer gateway ranges outside state owner; do
		if [[ -z $id || $state == deleting || (-n $AWS_GATEWAY && $gateway != "$AWS_GATEWAY") ]] || own_connection "$id" ||
			made_by_stack "$owner"; then
			continue
		fi
		if is_handed_over "$outside" || { leads_to_google "$customer" && has_inside_range "$ranges"; }; then
			twins+="${twins:+, }$id"
			on=$gateway
			maker=$owner
		fi
	done <<<"$FOUND_CONNECTIONS"
	if [[ -z $twins ]]; then
		check_ok "stack $STACK: no other stack has connections of this VPN"
		return
	fi
	explain_twins "$twins" "$on" "$maker"
	return 1
}

# made_by_stack MAKER: whether that is this run's stack, and stands; while it is being made, it does not list all it has.
made_by_stack() {
	case $STACK_STATUS in '' | REVIEW_IN_PROGRESS) return 1 ;; esac
	[[ $1 == "$STACK" ]]
}

# explain_twins CONNECTIONS GATEWAY STACK
explain_twins() {
	local what="VPN connections of this VPN exist already on $2: $1" beside="For a second VPN to the same HA VPN gateway, \
write a file with another name and other tunnels.insideCidrs"
	case $3 in
	"$STACK")
		check_problem "$what. They stayed when stack $STACK was deleted, so a new stack cannot make them." \
			"Delete what stayed: $(quoted "$FOLDER/destroy.sh") --side aws --with-retained"
		;;
	-)
		check_problem "$what. No tag names their stack, and stack $STACK does not have them. If names.aws.stack was changed in" \
			"vpn.yaml, restore the old value and build again. $beside"
		;;
	*)
		check_problem "$what. Stack $3 has made them, and vpn.yaml declares stack $STACK, which would make them a second time." \
			"Write names.aws.stack: $3 and build again. $beside"
		;;
	esac
}

# is_handed_over ADDRESSES: whether aws-addresses.json names one of these outside addresses for this VPN.
is_handed_over() {
	local address
	[[ -f $FOLDER/aws-addresses.json ]] || return 1
	for address in ${1//,/ }; do
		if grep -Fq "\"$address\"" "$FOLDER/aws-addresses.json"; then return 0; fi
	done
	return 1
}

# leads_to_google CUSTOMER_GATEWAY: whether it has an address of the HA VPN gateway, as far as a file names those.
leads_to_google() {
	local address
	[[ -f $FOLDER/gcp-addresses.json ]] || return 1
	address=$(awk -v id="$1" '$1 == id { print $2; exit }' <<<"$FOUND_CUSTOMERS")
	[[ -n $address ]] && grep -Fq "\"$address\"" "$FOLDER/gcp-addresses.json"
}

# has_inside_range RANGES
has_inside_range() {
	local range
	for range in "${INSIDE_CIDRS[@]}"; do
		if [[ ,$1, == *",$range,"* ]]; then return 0; fi
	done
	return 1
}
