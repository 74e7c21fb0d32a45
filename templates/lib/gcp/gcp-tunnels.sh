# shellcheck shell=bash
# What Google Cloud says of the tunnels. TUNNELS and TUNNEL_NAMES come from settings.sh.

# google_tunnels: lines of name, status and what is said about it.
google_tunnels() {
	gcloud compute vpn-tunnels list --project="$GCP_PROJECT" --regions="$GCP_REGION" \
		--format='value(name,status,detailedStatus)' || fail "cannot list the VPN tunnels of $GCP_PROJECT, $GCP_REGION"
}

# google_status AT ROWS: status and what is said about it, with a tab between; `missing` where there is no tunnel.
google_status() {
	local name rest
	while IFS=$'\t' read -r name rest; do
		if [[ $name == "${TUNNEL_NAMES[$1]}" ]]; then
			printf '%s\n' "$rest"
			return
		fi
	done <<<"$2"
	printf 'missing\n'
}
