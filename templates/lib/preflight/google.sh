# shellcheck shell=bash
# What the VPN finds on Google Cloud: the network and its Cloud Routers. NETWORK, ROUTER, ROUTER_EXISTING, GCP_ASN and
# INSIDE_CIDRS come from settings.sh.

check_network() {
	if asked gcloud compute networks describe "$NETWORK" --project="$GCP_PROJECT" --format='value(name)'; then
		check_ok "network $NETWORK exists"
	elif [[ $REASON == *'was not found'* ]]; then
		check_problem "there is no network $NETWORK in project $GCP_PROJECT. Correct gcp.network in vpn.yaml, or create the network"
	else
		not_checked "network $NETWORK" "$REASON"
	fi
}

# One list of all regions: the declared router, and who uses the inside ranges.
# https://docs.cloud.google.com/network-connectivity/docs/vpn/how-to/creating-ha-vpn
check_routers() {
	local name region of asn ranges found=0
	if ! asked gcloud compute routers list --project="$GCP_PROJECT" --format \
		'csv[no-heading,separator=" "](name,region.basename(),network.basename(),bgp.asn.yesno(no="-"),interfaces[].ipRange.list(separator=","))'; then
		not_checked "Cloud Routers and the inside ranges that they use" "$REASON"
		return
	fi
	while read -r name region of asn ranges; do
		if [[ $name == "$ROUTER" && $region == "$GCP_REGION" ]]; then
			found=1
			check_router "$of" "$asn"
		fi
	done <<<"$ANSWER"
	if ((!found)) && [[ $ROUTER_EXISTING == yes ]]; then
		check_problem "there is no Cloud Router $ROUTER in $GCP_PROJECT, $GCP_REGION. Correct gcp.router in vpn.yaml, or leave out existing: true"
	fi
	check_inside_on_google "$ANSWER"
}

# check_router NETWORK ASN
check_router() {
	if [[ $1 != "$NETWORK" ]]; then
		check_problem "Cloud Router $ROUTER belongs to network $1, and not to $NETWORK. Choose another gcp.router in vpn.yaml"
	elif [[ $2 != "$GCP_ASN" ]]; then
		check_problem "Cloud Router $ROUTER has the ASN $2, and vpn.yaml declares $GCP_ASN; a router keeps its ASN." \
			"Write gcp.asn: $2, or choose another router"
	else
		check_ok "Cloud Router $ROUTER has the ASN $GCP_ASN"
	fi
}

# Whether Google Cloud has tunnels of this VPN, and the Cloud Router that they are on, if it is another than the declared.
TUNNELS_EXIST=0
OLD_ROUTER=''

# find_own_tunnels: those that lead to AWS's addresses of this VPN, or have its names on its gateway. Fails where they cannot
# be read.
find_own_tunnels() {
	local name on by address
	asked gcloud compute vpn-tunnels list --project="$GCP_PROJECT" --regions="$GCP_REGION" \
		--format='value[separator="|"](name, vpnGateway.basename(), router.basename(), peerIp)' || return
	while IFS='|' read -r name on by address; do
		if [[ -z $name ]]; then continue; fi
		if [[ $on != "$GATEWAY" || " ${TUNNEL_NAMES[*]} " != *" $name "* ]] && ! is_handed_over "$address"; then continue; fi
		TUNNELS_EXIST=1
		[[ $by == "$ROUTER" ]] || OLD_ROUTER=$by
	done <<<"$ANSWER"
}

tunnels_exist() {
	((TUNNELS_EXIST))
}

# check_inside_on_google ROUTERS: interfaces of all routers of a network need ranges of their own, in all regions.
check_inside_on_google() {
	local name region of range inside used='' ranges
	if ! find_own_tunnels; then
		not_checked "inside ranges on Google Cloud, and tunnels that exist" "$REASON"
		return
	fi
	while read -r name region of _ ranges; do
		if [[ $of != "$NETWORK" || $name/$region == "$ROUTER/$GCP_REGION" ]]; then continue; fi
		if [[ $name/$region == "$OLD_ROUTER/$GCP_REGION" ]]; then continue; fi
		for range in ${ranges//,/ }; do
			if ! is_range "$range"; then continue; fi
			for inside in "${INSIDE_CIDRS[@]}"; do
				if overlap "$inside" "$range"; then used+="${used:+, }$inside ($name in $region)"; fi
			done
		done
	done <<<"$1"
	if [[ -n $OLD_ROUTER ]]; then
		check_problem "the tunnels of this VPN are on Cloud Router $OLD_ROUTER, and vpn.yaml declares $ROUTER. A tunnel keeps its" \
			"router. Restore gcp.router.name: $OLD_ROUTER in vpn.yaml and build again. For another router, deploy a second VPN" \
			"beside this one, from a file with another name"
	fi
	if [[ -n $used ]]; then
		check_problem "other Cloud Routers of network $NETWORK use inside ranges of this VPN: $used. Choose other tunnels.insideCidrs in vpn.yaml"
	elif [[ -z $OLD_ROUTER ]]; then
		check_ok "inside ranges: no other Cloud Router of network $NETWORK uses them"
	fi
}

# check_apis PROJECT API...
check_apis() {
	local api project=$1
	shift
	if ! asked gcloud services list --enabled --project="$project" --format='value(config.name)'; then
		not_checked "APIs of project $project" "$REASON"
		return
	fi
	for api in "$@"; do
		if [[ $'\n'$ANSWER$'\n' == *$'\n'"$api"$'\n'* ]]; then
			check_ok "API $api is enabled in project $project"
		else
			check_problem "API $api is not enabled in project $project. Run: gcloud services enable $api --project=$project"
		fi
	done
}
