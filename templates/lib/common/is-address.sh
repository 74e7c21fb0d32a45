# shellcheck shell=bash
# IPv4 addresses.

is_address() {
	# In variables, since bash 3.2.48 reads no parenthesis of a pattern inside [[ ]].
	local IFS=. octet decimal='^(0|[1-9][0-9]{0,2})$' four='^[0-9]+(\.[0-9]+){3}$'
	[[ $1 =~ $four ]] || return 1
	for octet in $1; do
		[[ $octet =~ $decimal ]] && ((octet <= 255)) || return 1
	done
}
