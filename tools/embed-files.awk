# Turns text files into one C table: { "NAME", "text" }, the name without folder and ending.
BEGIN { print "/* Generated; edit the files themselves. */" }
FNR == 1 {
	if (open) print "\t\"\" },"
	name = FILENAME; sub(/.*\//, "", name); sub(/\.[^.]*$/, "", name)
	printf "{ \"%s\",\n", name
	open = 1
}
{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); gsub(/\t/, "\\t"); printf "\t\"%s\\n\"\n", $0 }
END { if (open) print "\t\"\" }," }
