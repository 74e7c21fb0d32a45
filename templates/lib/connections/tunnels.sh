# shellcheck shell=bash
# The address of AWS's end of each tunnel, never by position: AWS lists them in any order. A tunnel is known by its
# inside CIDR or, while that changes, by the outside address that Google Cloud's end leads to.
# TUNNELS and INSIDE_CIDRS come from settings.sh.

# In the order of TUNNELS: outside addresses, and the inside CIDRs that the tunnels have now.
OUTSIDE=()
INSIDE=()
# Outside addresses that are known already; empty, or one for each tunnel.
KNOWN_OUTSIDE=()

# connection_of TUNNEL: its id.
connection_of() {
	case $1 in
	a*) printf '%s\n' "$CONNECTION_A" ;;
	*) printf '%s\n' "$CONNECTION_B" ;;
	esac
}

find_tunnels() {
	local at rows_a rows_b
	OUTSIDE=()
	INSIDE=()
	rows_a=$(tunnels_of a "$CONNECTION_A") || exit
	rows_b=$(tunnels_of b "$CONNECTION_B") || exit
	for at in "${!TUNNELS[@]}"; do
		case ${TUNNELS[at]} in
		a*) find_tunnel "$at" "$rows_a" ;;
		*) find_tunnel "$at" "$rows_b" ;;
		esac
	done
	((${#KNOWN_OUTSIDE[@]} > 0)) || check_recorded_addresses
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
	local tunnel=${TUNNELS[$1]} cidr=${INSIDE_CIDRS[$1]} known=${KNOWN_OUTSIDE[$1]-}
	local inside address other found='' found_inside=''
	while IFS=$'\t' read -r inside address; do
		if [[ -n $known ]]; then
			[[ $address == "$known" ]] || continue
		else
			[[ $inside == "$cidr" ]] || continue
		fi
		[[ -z $found ]] || refuse "two tunnels of $(connection_of "$tunnel") match tunnel $tunnel (${known:-$cidr})"
		found=$address
		found_inside=$inside
	done <<<"$2"
	if [[ -z $found && -n $known ]]; then
		refuse "$(connection_of "$tunnel") has no tunnel with the outside address $known, which tunnel $tunnel has on Google" \
			"Cloud. It has: ${2//[$'\t\n']/ }"
	fi
	[[ -n $found ]] || refuse_moved "$tunnel" "no tunnel of $(connection_of "$tunnel") has the inside CIDR $cidr of tunnel" \
		"$tunnel. It has: ${2//[$'\t\n']/ }"
	[[ $found =~ $ADDRESS_PATTERN ]] || refuse "tunnel $tunnel ($cidr) has no outside address yet"
	for other in ${OUTSIDE[@]+"${OUTSIDE[@]}"}; do
		[[ $other != "$found" ]] || refuse "two tunnels have the outside address $found"
	done
	OUTSIDE+=("$found")
	INSIDE+=("$found_inside")
}

# A file of another run says which address each tunnel has. If two tunnels have exchanged theirs, their inside CIDRs were
# exchanged in vpn.yaml, and going by these would exchange the tunnels themselves.
check_recorded_addresses() {
	local file=$FOLDER/aws-addresses.json at other text recorded=()
	[[ -f $file ]] || return 0
	text=$(tr -d '[:space:]' <"$file") || fail "cannot read $file"
	for at in "${!TUNNELS[@]}"; do
		recorded[at]=${text#*"\"${TUNNELS[at]}\":\""}
		recorded[at]=${recorded[at]%%\"*}
	done
	for at in "${!TUNNELS[@]}"; do
		for other in "${!TUNNELS[@]}"; do
			((at == other)) || [[ ${recorded[at]} != "${OUTSIDE[other]}" ]] ||
				refuse_moved "${TUNNELS[at]}" "$file says that ${OUTSIDE[other]} is tunnel ${TUNNELS[at]}, but AWS's tunnel with" \
					"that address has the inside CIDR of tunnel ${TUNNELS[other]}. If the file is wrong, delete it"
		done
	done
}
