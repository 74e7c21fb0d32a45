# shellcheck shell=bash
# What is done on each cloud for one tunnel, and waited for on both.

# Whether any session learns routes from AWS, so that one that comes back has to.
ROUTES_LEARNED=0

# stop_with STATUS SCRIPT
stop_with() {
	say "$2 stopped with status $1, and says why above"
	case $1 in "$EXIT_FAILED" | "$EXIT_REFUSED" | "$EXIT_GAVE_UP") ;; *) say "fix the cause, then run: $NEXT" ;; esac
	exit "$1"
}

# run SCRIPT ARGUMENT...
run() {
	say "running $*"
	VPN_NEXT=$COMMAND_LINE "$BASH" "$FOLDER/$1" "${@:2}" || stop_with $? "$1"
}

# change_aws AT FLAG...
change_aws() {
	local at flags=(--suite)
	case $KIND in
	psk) flags=(--new-key) ;;
	inside-cidrs) flags+=(--inside-cidr) ;;
	esac
	for at in "${!TUNNELS[@]}"; do flags+=(--outside-address "${TUNNELS[at]}=${OUTSIDE[at]}"); done
	run aws/tunnel-options.sh --tunnel "${TUNNELS[$1]}" "${flags[@]}" --connection-a "$CONNECTION_A" \
		--connection-b "$CONNECTION_B" --poll "$POLL" --timeout "$TIMEOUT" "${@:2}"
}

# google_others_up AT: whether every other tunnel is up on Google Cloud too, which may say so a little later than AWS.
google_others_up() {
	local at rows status down=''
	rows=$(google_tunnels) || exit
	for at in "${!TUNNELS[@]}"; do
		status=$(google_status "$at" "$rows")
		if ((at != $1)) && [[ $status != ESTABLISHED* ]]; then
			down+="${down:+; }${TUNNELS[at]} is ${status%%$'\t'*}"
		fi
	done
	SEEN=$down
	[[ -z $down ]]
}

# prepare_google AT
prepare_google() {
	wait_until "all tunnels but ${TUNNELS[$1]} are up on Google Cloud" google_others_up "$1"
	case $TOOL in
	terraform) plan_tunnel "$1" ;;
	*) replace_with_gcloud "$1" --dry-run >&2 ;;
	esac
}

# change_google AT: after prepare_google.
change_google() {
	case $TOOL in
	terraform) apply_plan ;;
	*) replace_with_gcloud "$1" ;;
	esac
}

# replace_with_gcloud AT FLAG...
replace_with_gcloud() {
	run gcp/gcloud.sh replace "${TUNNELS[$1]}" --psk-version "${TUNNELS[$1]}=${TARGETS[$1]}" "${@:2}"
}

# router_rows: lines of session, status and learned routes.
router_rows() {
	gcloud compute routers get-status "$ROUTER" --region="$GCP_REGION" --project="$GCP_PROJECT" \
		--flatten='result.bgpPeerStatus[]' --format='value(result.bgpPeerStatus.name,
			result.bgpPeerStatus.status, result.bgpPeerStatus.numLearnedRoutes)' ||
		fail "cannot read the sessions of $ROUTER"
}

# has_routes COUNT: as the cloud says it; nothing where there is none.
has_routes() {
	is_number "$1" && (($1 > 0))
}

# session_up AT ROWS
session_up() {
	local name status routes seen='no session'
	while IFS=$'\t' read -r name status routes; do
		if [[ $name == "${PEER_NAMES[$1]}" ]]; then
			seen="$status, ${routes:-0} routes"
			if [[ $status == UP ]] && { has_routes "$routes" || ((!ROUTES_LEARNED)); }; then
				SEEN=$seen
				return 0
			fi
		fi
	done <<<"$2"
	SEEN=$seen
	return 1
}

look_for_routes() {
	local rows name status routes
	rows=$(router_rows) || exit
	while IFS=$'\t' read -r name status routes; do
		if [[ -n $name && $status == UP ]] && has_routes "$routes"; then ROUTES_LEARNED=1; fi
	done <<<"$rows"
}

# both_up AT: on AWS, then on Google Cloud.
both_up() {
	local aws rows
	if ! tunnel_up "$1"; then
		SEEN="$SEEN on AWS"
		return 1
	fi
	aws=$SEEN
	rows=$(router_rows) || exit
	session_up "$1" "$rows" || {
		SEEN="$aws on AWS, $SEEN on Google Cloud"
		return 1
	}
	SEEN="$aws on AWS, $SEEN on Google Cloud"
}

# withdrawn AT: whether neither cloud sends anything through the tunnel.
withdrawn() {
	local rows name status aws
	tunnel_up "$1" || true
	aws=$SEEN
	rows=$(router_rows) || exit
	SEEN="$aws on AWS"
	[[ $aws != UP,* ]] || return 1
	while IFS=$'\t' read -r name status _; do
		[[ $name != "${PEER_NAMES[$1]}" || $status != UP ]] || SEEN="UP on Google Cloud"
	done <<<"$rows"
	[[ $SEEN != UP* ]]
}
