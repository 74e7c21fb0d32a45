# shellcheck shell=bash
# Firewall rules that an earlier build of this VPN declared. One that was made by gcloud.sh says in its description whose
# it is; before, there was no description, so a rule that lets in just the same is only named.

# Names of rules that are this VPN's, and of those that may be.
OLD_RULES=()
LIKE_RULES=()

# read_old_rules: descriptions come in Base64, so that none can pass for another line.
read_old_rules() {
	local rows name in_network direction ranges allowed note like own
	OLD_RULES=()
	LIKE_RULES=()
	rows=$(gcloud compute firewall-rules list --project="$GCP_PROJECT" --format='value[separator="|"](name,
		network.basename(), direction, sourceRanges.list(), allowed[].map().firewall_rule().list(),
		description.encode(base64))') || {
		# Whoever has no firewall rule to look after may lack the permission.
		[[ -z $FIREWALL ]] || fail "cannot list the firewall rules of $GCP_PROJECT"
		say "cannot list the firewall rules of $GCP_PROJECT, so one that an earlier build made would go unnoticed"
		return 0
	}
	own=$(printf '%s' "$FIREWALL_NOTE" | base64 | tr -d '\n')
	like=$(
		IFS=,
		printf '%s|%s' "$(sorted_words "${FIREWALL_RANGES[*]-}")" "$(sorted_words "${FIREWALL_ALLOW[*]-}")"
	)
	while IFS='|' read -r name in_network direction ranges allowed note; do
		if [[ -z $name || $name == "$FIREWALL" || $in_network != "$NETWORK" ]]; then continue; fi
		[[ $name =~ ^[a-z][-a-z0-9]*$ ]] || continue
		if [[ -n $note && $note == "$own" ]]; then
			OLD_RULES+=("$name")
		elif [[ -z $note && ${direction:-INGRESS} == INGRESS && $like != '|' &&
			"$(sorted_words "$ranges")|$(sorted_words "$allowed")" == "$like" ]]; then
			LIKE_RULES+=("$name")
		fi
	done <<<"$rows"
}

# sorted_words LIST: with commas between.
sorted_words() {
	tr , '\n' <<<"$1" | sort | paste -s -d , -
}

# remove_old_rules yes|no: deletes those that are this VPN's, or only names them.
remove_old_rules() {
	local name
	for name in ${OLD_RULES[@]+"${OLD_RULES[@]}"}; do
		if [[ $1 == yes ]]; then
			change "deleting firewall rule $name, which is declared no longer" firewall-rules delete "$name"
		else
			command_for firewall-rules delete "$name"
			say "vpn.yaml declares no firewall rule any more, and $name of this VPN is still there. To delete it: ${COMMAND[*]}"
		fi
	done
	for name in ${LIKE_RULES[@]+"${LIKE_RULES[@]}"}; do
		command_for firewall-rules delete "$name"
		say "the firewall rule $name of network $NETWORK lets in the same as this VPN's. If an earlier build declared it:" \
			"${COMMAND[*]}"
	done
}
