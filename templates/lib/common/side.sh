# shellcheck shell=bash
# Which cloud's side this run works on: aws, gcp or both.

SIDE=both

side_flag() {
	case $1 in
	aws | gcp) SIDE=$1 ;;
	*) misused "--side takes aws or gcp" ;;
	esac
}

# covers SIDE
covers() {
	[[ $SIDE == both || $SIDE == "$1" ]]
}
