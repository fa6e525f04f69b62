# Turns a .sql file into C strings: each "-- name: x" begins SQL_X, which runs to the next one.
# Comment lines are left out; everything else is kept, line by line.
BEGIN { print "/* Generated; edit the .sql file. */" }
/^-- name: / {
	if (open) print "\t\"\";"
	printf "static const char SQL_%s[] __attribute__((unused)) =\n", toupper($3)
	open = 1; next
}
/^[ \t]*--/ || /^[ \t]*$/ || !open { next }
{ sub(/[ \t]+--[^']*$/, ""); gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, " "); printf "\t\"%s\\n\"\n", $0 }
END { if (open) print "\t\"\";" }
