# shellcheck shell=bash
# Google Cloud's layers.

# Seconds that each BGP session has been up.
UPTIMES=()
ACCOUNTS_LATER=0

look_at_google() {
	local at rows status
	rows=$(google_tunnels) || exit
	for at in "${!TUNNELS[@]}"; do
		status=$(google_status "$at" "$rows")
		case ${status%%$'\t'*} in ESTABLISHED) cell ok ESTABLISHED ;; *) cell bad "${status%%$'\t'*}" ;; esac
		note "$at" "${status#*$'\t'}"
	done
	row "Google: tunnel" "It says: $(notes "$BAD"). RUNBOOK.md has each status, and the log that says more"
	look_at_router
	look_at_redundancy
}

# ask KIND NAME: status of it, one `key: value` to a line.
ask() {
	command_for "$1" get-status "$2" --format='flattened[no-pad]'
	SAID=$("${COMMAND[@]}") || fail "cannot read the status of $2 ($1)"
}

# said KEY
said() {
	local line
	while IFS= read -r line; do
		if [[ $line == "$1: "* ]]; then
			printf '%s\n' "${line#"$1: "}"
			return
		fi
	done <<<"$SAID"
}

# said_of LIST FIELD: every `LIST[...].FIELD`, one to a line.
said_of() {
	awk -v list="$1[" -v field=".$2: " '
		index($0, list) == 1 {
			rest = substr($0, length(list) + 1)
			sub(/^[0-9]+\]/, "", rest)
			if (index(rest, field) == 1) print substr(rest, length(field) + 1)
		}' <<<"$SAID"
}

# place LIST FIELD VALUE: `LIST[2]` where the field ends with that value.
place() {
	local line
	while IFS= read -r line; do
		if [[ $line == "$1["*"].$2: "* && /${line##* } == *"/$3" ]]; then
			printf '%s\n' "${line%".$2: "*}"
			return
		fi
	done <<<"$SAID"
}

look_at_router() {
	local at peers=result.bgpPeerStatus peer missing learned others text places=() lacking=()
	ask routers "$ROUTER"
	UPTIMES=()
	for at in "${!TUNNELS[@]}"; do
		places+=("$(place "$peers" name "${PEER_NAMES[at]}")")
		peer=${places[at]}
		UPTIMES+=("$(said "$peer.uptimeSeconds")")
		case $(said "$peer.status") in
		UP) cell ok UP ;;
		'') cell bad missing ;;
		*) cell bad "$(said "$peer.status") $(said "$peer.state")" ;;
		esac
	done
	row "Google: BGP session" "With its tunnel up: ASNs, inside addresses, and whether the session is switched off"
	for peer in "${places[@]}"; do
		learned=$(said "$peer.numLearnedRoutes")
		if is_number "$learned" && ((learned > 0)); then
			cell ok "$learned"
		elif [[ -z $learned || $learned == 0 ]] && only_later "${AWS_CIDRS[@]}"; then
			cell unknown 0
		else
			cell bad "${learned:-0}"
		fi
	done
	row "Google: routes learned" "AWS's gateway must have routes to tell: an attached VPC, or propagation on the transit gateway"
	for peer in "${places[@]}"; do
		missing=$(said_of "$peer.advertisedRoutes" destRange | without_route "${GCP_CIDRS[@]}")
		case $missing in '') cell ok all ;; *) cell bad "lacks $missing" ;; esac
	done
	row "Google: routes advertised" "gcp.advertise must cover gcp.cidrs, and the subnets must exist"
	missing=$({
		said_of result.bestRoutes destRange
		said_of result.bestRoutesForRouter destRange
	} | without_route "${AWS_CIDRS[@]}")
	others=$(other_routes) || exit
	text="${missing:+lacks $missing}${missing:+${others:+, and }}${others:+has other routes that win: $others}"
	IFS=' ' read -r -a lacking <<<"$missing"
	if [[ -z $text ]]; then
		whole "Google: routes to AWS" ok '' "has all"
	elif [[ -z $others ]] && only_later "${lacking[@]}"; then
		whole "Google: routes to AWS" 'not yet' '' "$text, of VPCs in other accounts"
	else
		whole "Google: routes to AWS" BAD "If routes are missing: AWS does not advertise them. If other routes win: a more specific one, \
or an equal one whose priority is no larger a number, takes the traffic, so remove it or change it" "$text"
	fi
}

# other_routes: those of the network that take traffic to AWS away from what the router has learned. The more specific
# route wins, and of two equal ones that with the smaller priority; no page promises which, if that is equal too.
# https://docs.cloud.google.com/compute/docs/reference/rest/v1/routes
other_routes() {
	local rows
	rows=$(gcloud compute routes list --project="$GCP_PROJECT" \
		--format='csv[no-heading,separator=" "](destRange,name,priority.yesno(no=0),network.basename())') ||
		fail "cannot list the routes of project $GCP_PROJECT"
	{
		learned_routes
		printf '%s\n' "$rows"
	} | awk -v network="$NETWORK" '
		NF == 2 { if (!($1 in best) || $2 + 0 < best[$1]) best[$1] = $2 + 0; print $1 "\tlearned\tpropagated\tactive" }
		NF == 4 && $4 == network {
			loses = $1 in best && $3 + 0 > best[$1]
			print $1 "\tthe next hop of route " $2 "\t" (loses ? "propagated" : "static") "\tactive"
		}' | hiding learned "${AWS_CIDRS[@]}"
}

# learned_routes: destination and priority of each.
learned_routes() {
	awk '/^result\.bestRoutes(ForRouter)?\[[0-9]+\]\.(destRange|priority): / {
			place = $1
			sub(/\.[a-zA-Z]+:$/, "", place)
			if ($1 ~ /destRange:$/) range[place] = $2; else priority[place] = $2
		}
		END { for (place in range) print range[place], priority[place] + 0 }' <<<"$SAID"
}

# allow_accounts_later: the ranges of other accounts' VPCs may be missing from now on.
allow_accounts_later() {
	ACCOUNTS_LATER=1
}

# only_later RANGE...: whether these ranges may be missing, since other accounts have them.
only_later() {
	local range
	((ACCOUNTS_LATER)) || return 1
	for range in "$@"; do
		case " ${LATER_CIDRS[*]-} " in *" $range "*) ;; *) return 1 ;; esac
	done
}

look_at_redundancy() {
	local at state last
	ask vpn-gateways "$GATEWAY"
	at=$(place result.vpnConnections peerExternalGateway "$EXTERNAL_GATEWAY")
	state=$(said "$at.state.state")
	# The tunnels come last, so an answer that has all four is whole.
	last=$(said "$at.tunnels[3].tunnelUrl")
	if [[ $state == CONNECTION_REDUNDANCY_MET && -n $last ]]; then
		whole "Google: redundancy" ok '' "$state"
	else
		whole "Google: redundancy" BAD "Each interface of the HA VPN gateway needs its two tunnels, in their slots" \
			"${state:-no external gateway} $(said "$at.state.unsatisfiedReason")"
	fi
}
