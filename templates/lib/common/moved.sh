# shellcheck shell=bash
# What leads on where a tunnel does not have its declared inside CIDR.

# refuse_moved TUNNEL WHAT...: an inside CIDR was changed in the file, and only roll.sh changes it on both clouds.
refuse_moved() {
	local roll
	[[ $ONE_APPLY == no ]] ||
		refuse "${*:2}. If tunnels.insideCidrs was changed: CHANGES.md says how to apply that, in a maintenance window"
	if ! roll=$(script_beside roll.sh); then
		refuse "${*:2}. Both clouds must change it for one tunnel at a time; restore the old tunnels.insideCidrs"
	fi
	go_on_with "$roll --inside-cidrs$(roll_flags)"
	refuse "${*:2}. If tunnels.insideCidrs was changed, roll.sh changes it on both clouds, one tunnel at a time"
}

# script_beside NAME: the path of a script of this VPN, quoted; fails if there is none.
script_beside() {
	[[ -f $FOLDER/$1 ]] || return 1
	quoted "$FOLDER/$1"
}

# Flags of this run that named connections.
CONNECTIONS_GIVEN=()

# Flags of roll.sh that this run was given too, or the script that runs this one.
roll_flags() {
	if [[ -n ${VPN_ROLL_FLAGS-} ]]; then
		printf '%s' "$VPN_ROLL_FLAGS"
		return
	fi
	[[ -z ${TOOL-} ]] || printf ' --gcp %s' "$TOOL"
	[[ -z ${TERRAFORM_ROOT-} || ${TERRAFORM_FORM-} != module ]] || printf ' --terraform-root %q' "$TERRAFORM_ROOT"
	[[ -z ${MODULE-} || ${MODULE-} == module.vpn. ]] || printf ' --module %s' "$(cut -d . -f 2 <<<"$MODULE")"
	((${#CONNECTIONS_GIVEN[@]} == 0)) || printf ' %s' "${CONNECTIONS_GIVEN[@]}"
}
