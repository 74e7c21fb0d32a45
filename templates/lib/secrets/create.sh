# shellcheck shell=bash
# The first version of each tunnel's key.

# ensure_key AT
ensure_key() {
	local key=''
	read_stores "$1"
	if [[ $SOURCE == sops ]]; then
		key=$(read_sops "$TUNNEL") || fail "cannot read $TUNNEL from $SEED_FILE"
		check_key "$TUNNEL of $SEED_FILE" "$key"
	fi
	check_stores
	if [[ -n $key && ${AWS_KEY:-${GCP_KEY:-$key}} != "$key" && $PENDING_KEY != "$key" ]]; then
		refuse "$TUNNEL: the stores hold another key than $SEED_FILE; rotate puts a new one beside it"
	fi
	if is_moved; then
		say "$TUNNEL: is being rotated; Google Cloud's tunnel has the new key (version $GCP_VERSION), and roll.sh --psk" \
			"does the rest"
	elif [[ -n $AWS_KEY && -n $GCP_KEY ]]; then
		say "$TUNNEL: both stores have its key (version $GCP_VERSION on Google Cloud${PENDING_KEY:+, and a new one is pending})"
	elif [[ $SOURCE == existing || $ACTION == check ]]; then
		refuse "$TUNNEL: its key should be in both stores, but secret $ON_AWS on AWS is ${AWS_STATE/pending/present} and" \
			"$ON_GCP in project $KEY_PROJECT is $GCP_STATE"
	else
		fill_stores "$key"
	fi
	PSK_VERSIONS[$1]=$GCP_VERSION
}

# fill_stores KEY: the one that the sops file has, if there is one.
fill_stores() {
	local key added=''
	if ((DRY_RUN)); then
		if covers aws && [[ -z $AWS_KEY ]]; then
			say "$TUNNEL: would store its key in secret $ON_AWS on AWS ($AWS_STATE now)"
		fi
		if covers gcp && [[ -z $GCP_KEY ]]; then
			say "$TUNNEL: would store its key in secret $ON_GCP in project $KEY_PROJECT ($GCP_STATE now)"
		fi
		return
	fi
	key=${AWS_KEY:-${GCP_KEY:-$1}}
	if [[ -z $key ]]; then
		key=$(new_key) || exit
		check_key "this script" "$key"
	fi
	if covers aws && [[ -z $AWS_KEY ]]; then put_aws "$ON_AWS" "$AWS_STATE" < <(printf '%s' "$key"); fi
	if covers gcp && [[ -z $GCP_KEY ]]; then
		put_gcp "$ON_GCP" "$GCP_STATE" < <(printf '%s' "$key")
		GCP_VERSION=$added
	fi
	say "$TUNNEL: stored its key where it was missing"
}

# Every tunnel, and then the pins, which are written when there are none.
create_keys() {
	local at
	for at in "${!TUNNELS[@]}"; do ensure_key "$at"; done
	for at in "${!TUNNELS[@]}"; do
		# A dry run has not created it.
		[[ -n ${PSK_VERSIONS[at]} ]] || return 0
	done
	write_psk_versions "$FOLDER"
}

# restore_key AT: cancels the deletion that destroy.sh --with-secrets has scheduled.
restore_key() {
	local secret=${AWS_SECRETS[$1]} state
	state=$(look_in_aws "$secret") || exit
	if [[ $state != deleted ]]; then
		say "${TUNNELS[$1]}: secret $secret on AWS is not scheduled for deletion"
	elif ((DRY_RUN)); then
		say "${TUNNELS[$1]}: would restore secret $secret on AWS"
	else
		in_aws secretsmanager restore-secret --secret-id "$secret" >/dev/null || fail "cannot restore secret $secret on AWS"
		say "${TUNNELS[$1]}: restored secret $secret on AWS"
	fi
}
