# shellcheck shell=bash
# Which of a table's routes win. The longest prefix does, whoever made the route; of two equal ones a static route does,
# and the route to the VPC itself always does.
# https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html

# In a variable, since bash 3.2 cannot read parentheses behind =~.
readonly RANGE_PATTERN='^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}/(0|[1-9][0-9]?)$'

# hiding GATEWAY RANGE...: reads lines of destination, target, origin and state; prints what takes traffic to those ranges
# away from the gateway, as `10.0.0.0/24 to pcx-...`, with commas between. A route's origin is `static` unless it was
# propagated.
hiding() {
	local gateway=$1 range at other best length text='' destinations=() targets=() origins=() states=()
	local destination target origin state
	while IFS=$'\t' read -r destination target origin state; do
		[[ $destination =~ $RANGE_PATTERN ]] || continue
		destinations+=("$destination")
		targets+=("$target")
		origins+=("$origin")
		states+=("$state")
	done
	for range in "${@:2}"; do
		for at in ${destinations[@]+"${!destinations[@]}"}; do
			if [[ ${targets[at]} == "$gateway" ]] || ! overlap "$range" "${destinations[at]}"; then continue; fi
			best=-1
			for other in "${!destinations[@]}"; do
				if [[ ${targets[other]} != "$gateway" || ${states[other]} != active ]] ||
					! overlap "$range" "${destinations[other]}" || ! overlap "${destinations[at]}" "${destinations[other]}"; then
					continue
				fi
				length=${destinations[other]#*/}
				((length <= best)) || best=$length
			done
			length=${destinations[at]#*/}
			# A default route is not to blame where the gateway has no route at all.
			((best >= 0)) || best=${range#*/}
			if ((length > best)) || [[ ${targets[at]} == local || ${origins[at]}-$length == static-$best ]]; then
				text+="${text:+, }${destinations[at]} to ${targets[at]}"
				[[ ${states[at]} == active ]] || text+=" (${states[at]})"
			fi
		done
	done
	printf '%s\n' "$text"
}
