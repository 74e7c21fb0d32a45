# shellcheck shell=bash
# Answers of several lines.

# line_of ID LINES: the line whose first word that is.
line_of() {
	awk -v id="$1" '$1 == id { print; exit }' <<<"$2"
}

# first_words LINES: with commas between, each once.
first_words() {
	awk 'NF { print $1 }' <<<"$1" | sort -u | paste -s -d , -
}
