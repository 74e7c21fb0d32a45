# shellcheck shell=bash
# The address of AWS's end of each tunnel. A tunnel is known by its inside CIDR: AWS lists them in any order.
# TUNNELS and INSIDE_CIDRS come from the prologue.

# Outside addresses in the order of TUNNELS.
OUTSIDE=()

# connection_of TUNNEL: its id.
connection_of() {
	case $1 in
	a*) printf '%s\n' "$CONNECTION_A" ;;
	*) printf '%s\n' "$CONNECTION_B" ;;
	esac
}

find_tunnels() {
	local at rows_a rows_b
	rows_a=$(tunnels_of a "$CONNECTION_A") || exit
	rows_b=$(tunnels_of b "$CONNECTION_B") || exit
	for at in "${!TUNNELS[@]}"; do
		case ${TUNNELS[at]} in
		a*) find_tunnel "$at" "$rows_a" ;;
		*) find_tunnel "$at" "$rows_b" ;;
		esac
	done
}

# tunnels_of NAME CONNECTION: lines of inside CIDR and outside address, exactly two.
tunnels_of() {
	local answer rows count
	answer=$(describe "$2" '[[State], Options.TunnelOptions[].[TunnelInsideCidr,OutsideIpAddress]]') ||
		fail "cannot read connection $1 ($2)"
	case ${answer%%$'\n'*} in
	available | modifying) ;;
	*) refuse "connection $1 ($2) is in state ${answer%%$'\n'*}, not available" ;;
	esac
	rows=${answer#*$'\n'}
	count=$(grep -c / <<<"$rows" || true)
	[[ $count == 2 ]] || refuse "connection $1 ($2) has $count tunnels, not 2"
	printf '%s\n' "$rows"
}

# In a variable, since bash 3.2 cannot read parentheses behind =~.
readonly ADDRESS_PATTERN='^[0-9]+(\.[0-9]+){3}$'

# find_tunnel AT ROWS
find_tunnel() {
	local tunnel=${TUNNELS[$1]} cidr=${INSIDE_CIDRS[$1]} inside address other found=''
	while IFS=$'\t' read -r inside address; do
		[[ $inside == "$cidr" ]] || continue
		[[ -z $found ]] || refuse "two tunnels have the inside CIDR $cidr of $tunnel"
		found=$address
	done <<<"$2"
	[[ -n $found ]] ||
		refuse "no tunnel of $(connection_of "$tunnel") has the inside CIDR $cidr, which $tunnel should have"
	[[ $found =~ $ADDRESS_PATTERN ]] || refuse "tunnel $tunnel ($cidr) has no outside address yet"
	for other in ${OUTSIDE[@]+"${OUTSIDE[@]}"}; do
		[[ $other != "$found" ]] || refuse "two tunnels have the outside address $found"
	done
	OUTSIDE+=("$found")
}
