# shellcheck shell=bash
# Further versions: put beside the present one, then moved to by roll.sh --psk, then promoted.

# How many tunnels have a pending key.
pending=0

# rotate_key AT: on AWS first, then on Google Cloud. Where a run was killed in between, the next one copies what the
# first store has.
rotate_key() {
	local key='' added
	read_rotation "$1"
	if [[ $SOURCE == sops ]]; then
		key=$(read_sops "$TUNNEL") || fail "cannot read $TUNNEL from $SEED_FILE"
		check_key "$TUNNEL of $SEED_FILE" "$key"
		if [[ ${PENDING_KEY:-${NEWER_KEY:-$key}} != "$key" ]] && ! is_moved; then
			refuse "$TUNNEL: another key than the one in $SEED_FILE is pending: roll.sh --psk first, or put that one there"
		fi
		if [[ $key == "$AWS_KEY" ]]; then
			say "$TUNNEL: $SEED_FILE still has its present key, so there is nothing to rotate"
			return
		fi
	fi
	pending=$((pending + 1))
	if is_moved; then
		say "$TUNNEL: nothing to do; its new key (version $GCP_VERSION) is in use and only has to be promoted"
	elif [[ -n $PENDING_KEY && -n $NEWER_KEY ]]; then
		say "$TUNNEL: nothing to do; a new key (version $NEWER_VERSION on Google Cloud) is pending already"
	elif ((DRY_RUN)); then
		say "$TUNNEL: would store a new key beside the present one (version $GCP_VERSION on Google Cloud)"
	else
		key=${PENDING_KEY:-${NEWER_KEY:-$key}}
		if [[ -z $key ]]; then
			key=$(new_key) || exit
			check_key "this script" "$key"
		fi
		if [[ -z $PENDING_KEY ]]; then put_aws "$ON_AWS" present AWSPENDING < <(printf '%s' "$key"); fi
		if [[ -z $NEWER_KEY ]]; then
			put_gcp "$ON_GCP" present < <(printf '%s' "$key")
			NEWER_VERSION=$added
		fi
		say "$TUNNEL: stored a new key (version $NEWER_VERSION on Google Cloud), which nothing uses yet"
	fi
}

# read_rotation AT: of a tunnel whose first key is in both stores, and pinned.
read_rotation() {
	[[ -n $(psk_version "$1") ]] || refuse "there is no $PINS, which says what the tunnels have: $(quoted "$0") create writes it"
	read_stores "$1"
	[[ -n $AWS_KEY ]] || refuse "$TUNNEL: secret $ON_AWS on AWS is $AWS_STATE"
	check_stores
}

rotate_keys() {
	local at
	[[ $SOURCE != existing ]] || refuse "preSharedKeys.source is existing, so these stores are someone else's. By hand, per" \
		"tunnel: put-secret-value --version-stages AWSPENDING on AWS, and gcloud secrets versions add with the same key," \
		"without a line break. Then $(quoted "$0") check, and roll.sh --psk"
	for at in "${CHOSEN[@]}"; do rotate_key "$at"; done
	if ((pending > 0 && !DRY_RUN)); then
		say "done: no tunnel has changed. Next: roll.sh --psk moves $pending of ${#TUNNELS[@]} tunnels to their new keys," \
			"one after the other; each is down for some minutes, while the other three carry its traffic"
	fi
}

# promote_key AT: the new key becomes AWS's current one, so that no stack update can bring back the old one.
promote_key() {
	read_rotation "$1"
	if is_moved; then
		stage AWSCURRENT --move-to-version-id "$PENDING_ID" --remove-from-version-id "$CURRENT_ID"
		stage AWSPENDING --remove-from-version-id "$PENDING_ID"
		((DRY_RUN)) || say "$TUNNEL: its new key (version $GCP_VERSION on Google Cloud) is the current one. Once all is well," \
			"older versions of $ON_GCP can be disabled"
	elif [[ -n $PENDING_ID && $PENDING_ID == "$CURRENT_ID" ]]; then
		stage AWSPENDING --remove-from-version-id "$PENDING_ID"
	elif [[ -n $PENDING_KEY || -n $NEWER_KEY ]]; then
		say "$TUNNEL: not promoted, since its tunnel has the old key: roll.sh --psk"
	else
		say "$TUNNEL: nothing to promote"
	fi
}

# stage STAGE FLAG...
stage() {
	if ((DRY_RUN)); then
		say "$TUNNEL: would move the stage $1 of secret $ON_AWS"
	else
		in_aws secretsmanager update-secret-version-stage --secret-id "$ON_AWS" --version-stage "$@" >/dev/null ||
			fail "cannot move the stage $1 of secret $ON_AWS on AWS"
	fi
}

# For roll.sh: a line for each tunnel, of its name, its pin, the version that it should have, and what is to be done.
print_status() {
	local at
	for at in "${CHOSEN[@]}"; do
		read_rotation "$at"
		if is_moved; then
			printf '%s %s %s promote\n' "$TUNNEL" "$GCP_VERSION" "$GCP_VERSION"
		elif [[ -n $PENDING_KEY && -n $NEWER_KEY ]]; then
			printf '%s %s %s move\n' "$TUNNEL" "$GCP_VERSION" "$NEWER_VERSION"
		elif [[ -n $PENDING_KEY || -n $NEWER_KEY ]]; then
			refuse "$TUNNEL: its new key is in one store only: $(quoted "$0") rotate copies it"
		elif [[ -n $PENDING_ID ]]; then
			printf '%s %s %s promote\n' "$TUNNEL" "$GCP_VERSION" "$GCP_VERSION"
		else
			printf '%s %s %s nothing\n' "$TUNNEL" "$GCP_VERSION" "$GCP_VERSION"
		fi
	done
}
