# shellcheck shell=bash
# The keys of one side for the other team, which cannot read this side's store: in a file that only that team can decrypt.
# In the clear they are in variables and pipes alone.

# --recipient and --identity of age, and the file.
RECIPIENT=''
IDENTITY_FILE=''
HANDOVER=''
# In the order of TUNNELS.
KEYS=()

check_handover() {
	[[ $SIDE != both ]] || misused "$ACTION needs --side aws or --side gcp: the side whose credentials you have"
	[[ -n $HANDOVER ]] || misused "$ACTION needs the name of the file"
	case $ACTION in
	export) [[ -n $RECIPIENT ]] || misused "export needs --recipient: the public key (age1...) of the other team" ;;
	*)
		[[ -f $HANDOVER ]] || misused "there is no file $HANDOVER"
		[[ -f $IDENTITY_FILE ]] || misused "import needs --identity: the file of age-keygen whose public key you gave"
		[[ $SOURCE != existing ]] || refuse "preSharedKeys.source is existing, so import does not write to the stores"
		;;
	esac
	need_command age
}

# export_keys: makes those that this side's store lacks.
export_keys() {
	local at key text='' partial=$HANDOVER.$$.new
	for at in "${!TUNNELS[@]}"; do
		read_stores "$at"
		[[ -z $PENDING_KEY$NEWER_KEY ]] || refuse "$TUNNEL: its key is being rotated; finish that first: roll.sh --psk"
		key=${AWS_KEY:-$GCP_KEY}
		if [[ -z $key ]]; then
			case $SOURCE in
			existing) refuse "$TUNNEL: there is no key in this side's store, and preSharedKeys.source is existing" ;;
			sops) key=$(read_sops "$TUNNEL") || fail "cannot read $TUNNEL from $SEED_FILE" ;;
			*) key=$(new_key) || exit ;;
			esac
			check_key "this script" "$key"
			fill_stores "$key"
		fi
		PSK_VERSIONS[at]=$GCP_VERSION
		text+="$TUNNEL $ON_AWS $ON_GCP $key"$'\n'
	done
	if ((DRY_RUN)); then
		say "would encrypt the keys for $RECIPIENT, in $HANDOVER"
		return
	fi
	LEFTOVERS+=("$partial")
	age --encrypt --recipient "$RECIPIENT" --output "$partial" < <(printf '%s' "$text") || fail "age could not encrypt the keys"
	mv -f -- "$partial" "$HANDOVER"
	if covers gcp && ((${#PSK_VERSIONS[@]} > 0)); then write_psk_versions "$FOLDER"; fi
	say "done: hand $HANDOVER over. The other team runs: secrets.sh import --side $(other_side) --identity FILE ${HANDOVER##*/}"
}

other_side() {
	if covers aws; then echo gcp; else echo aws; fi
}

# read_handover: all four keys, for exactly these secrets.
read_handover() {
	local text at=0 tunnel secret other key more
	text=$(age --decrypt --identity "$IDENTITY_FILE" "$HANDOVER") || fail "age could not decrypt $HANDOVER with $IDENTITY_FILE"
	while read -r tunnel secret other key more; do
		[[ "$tunnel $secret $other" == "${TUNNELS[at]-} ${AWS_SECRETS[at]-} ${GCP_SECRETS[at]-}" && -z $more ]] ||
			refuse "$HANDOVER does not hold the keys of this VPN's tunnels, ${TUNNELS[*]}, in this order"
		check_key "$HANDOVER ($tunnel)" "$key"
		KEYS+=("$key")
		at=$((at + 1))
	done < <(printf '%s\n' "$text")
	((at == ${#TUNNELS[@]})) || refuse "$HANDOVER holds $at keys, and not ${#TUNNELS[@]}"
}

import_keys() {
	local at own
	read_handover
	for at in "${!TUNNELS[@]}"; do
		read_stores "$at"
		own=${AWS_KEY:-$GCP_KEY}
		[[ -z $own || $own == "${KEYS[at]}" ]] ||
			refuse "$TUNNEL: this side's store has a different key from $HANDOVER. Nothing was changed: agree with the other" \
				"team whose key counts, and delete the other one"
	done
	for at in "${!TUNNELS[@]}"; do
		read_stores "$at"
		if [[ -z $AWS_KEY$GCP_KEY ]]; then fill_stores "${KEYS[at]}"; fi
		PSK_VERSIONS[at]=$GCP_VERSION
	done
	if ((DRY_RUN)); then return; fi
	if covers gcp && ((${#PSK_VERSIONS[@]} > 0)); then write_psk_versions "$FOLDER"; fi
	say "done: this side's store has the keys of $HANDOVER, which you can delete"
}
