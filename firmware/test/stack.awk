# The deepest stack of each entry point, from GCC's call graphs (-fcallgraph-info=su).
#
# usage: awk -f stack.awk -v entries="f g" -v externals="memcpy=16 ..." -v tables="a.c=t ..."
#            -v limit=BYTES RELOCATIONS *.ci
#
# Externals are functions that are not compiled here: assembly, C library, Arduino
# core. Tables says for a source file through which constant its indirect calls go;
# RELOCATIONS, what "objdump -r" prints of the objects, says which functions are in
# it, or in the constants that are. An external that is not listed, a table that is
# not known, recursion, or an array of variable size make the bound unknowable, and so
# the check fails.

BEGIN {
    count = split(externals, list, " ")
    for (i = 1; i <= count; i++) {
        split(list[i], pair, "=")
        if (pair[2] !~ /^[0-9]+$/) {
            complain("no number of bytes is given for the external " pair[1])
        }
        frame[pair[1]] = pair[2]
    }
    count = split(tables, list, " ")
    for (i = 1; i <= count; i++) {
        split(list[i], pair, "=")
        table[pair[1]] = pair[2]
    }
}

/^RELOCATION RECORDS FOR/ {
    section = $4
}

/ R_ARM_ABS32 / && section ~ /^\[\.rodata\./ {
    name = section
    gsub(/^\[\.rodata\.|\]:$/, "", name)
    members[name] = members[name] "\n" $3
}

/^node:/ && /bytes \(/ {
    name = quoted("title: \"")
    match($0, /[0-9]+ bytes \([a-z,]+\)/)
    usage = substr($0, RSTART, RLENGTH)
    split(usage, part, " ")
    frame[name] = part[1]
    local[short(name)] = name
    if (usage !~ /\(static\)/) {
        complain(name " has a stack frame of variable size")
    }
}

/^edge:/ {
    name = quoted("sourcename: \"")
    target = quoted("targetname: \"")
    if (target == "__indirect_call") {
        file = FILENAME
        gsub(/^.*\/|\.ci$/, "", file)
        indirect[name] = file
    } else {
        calls[name] = calls[name] "\n" target
    }
}

END {
    for (name in indirect) {
        found = functions(table[indirect[name]])
        calls[name] = calls[name] (found != "" ? found : "\n__indirect_call")
    }
    count = split(entries, list, " ")
    for (i = 1; i <= count; i++) {
        bytes = depth(list[i], " ")
        printf "stack %6d bytes  %s%s\n", bytes, list[i], path[list[i]]
        if (bytes > limit) {
            complain(list[i] " needs more stack than the limit of " limit " bytes")
        }
    }
    exit failed
}

# The text after the marker up to the next quotation mark.
function quoted(marker,   rest) {
    rest = substr($0, index($0, marker) + length(marker))
    return substr(rest, 1, index(rest, "\"") - 1)
}

function complain(text) {
    print "error: " text > "/dev/stderr"
    failed = 1
}

# Frame of a function plus the deepest of those it calls; above holds its callers.
function depth(name, above,   callees, n, i, below, most, deepest) {
    if (name in known) {
        return known[name]
    }
    if (!(name in frame)) {
        complain("no stack figure for " name ", called from" above)
        return known[name] = 0
    }
    if (index(above, " " name " ")) {
        complain("recursion:" above name)
        return 0
    }
    most = 0
    n = split(calls[name], callees, "\n")
    for (i = 2; i <= n; i++) {
        below = depth(callees[i], above name " ")
        if (below > most) {
            most = below
            deepest = callees[i]
        }
    }
    path[name] = most > 0 ? " > " short(deepest) path[deepest] : ""
    return known[name] = frame[name] + most
}

# The functions in a constant, each after a line's end.
function functions(constant,   list, n, i, found) {
    n = split(members[constant], list, "\n")
    for (i = 2; i <= n; i++) {
        sub(/^\.rodata\./, "", list[i])
        if (list[i] in members) {
            found = found functions(list[i])
        } else if (list[i] !~ /^str[0-9.]+$/) {
            found = found "\n" (list[i] in local ? local[list[i]] : list[i])
        }
    }
    return found
}

function short(name) {
    sub(/.*:/, "", name)
    return name
}
