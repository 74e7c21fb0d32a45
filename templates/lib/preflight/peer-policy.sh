# shellcheck shell=bash
# The organization policy on VPN peers. FOLDER is the artifacts'; TUNNELS comes from settings.sh.

# The policy counts for new tunnels alone, and holds single addresses, either allowed or denied ones.
# https://docs.cloud.google.com/network-connectivity/docs/vpn/how-to/restrict-peer-ip-addresses
check_peer_policy() {
	local policy=constraints/compute.restrictVpnPeerIPs line allowed='' denied='' address bad='' all=''
	if ! asked gcloud org-policies describe compute.restrictVpnPeerIPs --project="$GCP_PROJECT" --effective \
		--format='flattened[no-pad](spec.rules)'; then
		not_checked "organization policy $policy" "$REASON"
		return
	fi
	if [[ $ANSWER == *.condition.* ]]; then
		not_checked "organization policy $policy" "it has conditions, which only Google Cloud can judge"
		return
	fi
	while IFS= read -r line; do
		case $line in
		*.allowAll:\ [Tt]rue) all=allowed ;;
		*.denyAll:\ [Tt]rue) all=denied ;;
		*.allowedValues*) allowed+="${line##* } " ;;
		*.deniedValues*) denied+="${line##* } " ;;
		esac
	done <<<"$ANSWER"
	if [[ $all == denied ]]; then
		check_problem "the organization policy $policy of project $GCP_PROJECT allows no VPN peer. Ask its administrator for an exception"
	elif [[ -z $allowed$denied ]]; then
		check_ok "organization policy $policy allows every peer"
	elif ! read_aws_addresses; then
		if [[ -z $allowed ]]; then
			not_checked "organization policy $policy" "it denies some peers, and AWS has chosen no addresses yet"
		else
			check_problem "the organization policy $policy of project $GCP_PROJECT allows only ${allowed% }, and AWS chooses its addresses" \
				"when the VPN connections are made. Ask its administrator for an exception; or run ./deploy.sh --side aws first," \
				"and ask for the addresses in aws-addresses.json"
		fi
	else
		for address in "${AWS_ADDRESSES[@]}"; do
			if [[ -n $allowed && " $allowed" != *" $address "* || " $denied" == *" $address "* ]]; then bad+="${bad:+, }$address"; fi
		done
		if [[ -n $bad ]]; then
			check_problem "the organization policy $policy of project $GCP_PROJECT does not allow the peer $bad. Ask its administrator to allow it"
		else
			check_ok "organization policy $policy allows AWS's addresses"
		fi
	fi
}

# read_aws_addresses: sets $AWS_ADDRESSES, from OUTSIDE or the file that outside-addresses.sh writes; fails where they are
# not known yet.
read_aws_addresses() {
	local id text address
	AWS_ADDRESSES=()
	if [[ -n ${OUTSIDE[0]-} ]]; then
		AWS_ADDRESSES=("${OUTSIDE[@]}")
		return
	fi
	[[ -f $FOLDER/aws-addresses.json ]] || return 1
	text=$(tr -d '[:space:]' <"$FOLDER/aws-addresses.json") || return 1
	for id in "${TUNNELS[@]}"; do
		address=${text#*"\"$id\":\""}
		address=${address%%\"*}
		is_address "$address" || return 1
		AWS_ADDRESSES+=("$address")
	done
}
