# shellcheck shell=bash
# What the state of Terraform has.

# Its resource that exists while there are tunnels, and on which they all depend.
readonly GUARD=terraform_data.tunnels_need_aws_outside_addresses

# in_state ADDRESS: whether the state has that resource of the VPN; one that begins so, where it ends with *.
in_state() {
	local state
	if ! state=$(in_terraform state list 2>&1); then
		[[ $state == *'No state file'* ]] || fail "terraform cannot read its state: $state"
		return 1
	fi
	case $1 in
	*'*') [[ $'\n'$state == *$'\n'"$MODULE${1%'*'}"* ]] ;;
	*) [[ $'\n'$state$'\n' == *$'\n'"$MODULE$1"$'\n'* ]] ;;
	esac
}

tunnels_in_state() {
	in_state "${GUARD}[0]"
}
