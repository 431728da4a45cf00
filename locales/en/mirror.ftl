# Copies of records of other nodes.
mirror-title = Copies of records from elsewhere
mirror-one = A copy of { $origin }
mirror-lead = A copy is there to be read and checked. Nobody can join, vote, write, moderate or decide in it here, and nothing that happens here becomes part of it.
mirror-read-only = To read only.
mirror-none = This node keeps no copy of another node’s record.
mirror-damaged = A copy is damaged, and nothing of it is given out. Its folder:
mirror-entries = { $count ->
    [one] one entry
   *[other] { $count } entries
}
mirror-root = Root:
mirror-can = What can be done with it
mirror-can-check = Check every entry, count and result:
mirror-can-head = The signed head, beside which all files of the record lie
mirror-can-home = The process itself, where it is at home:
mirror-cannot = How the process can go on
mirror-cannot-why = Not here by this copy: only whoever has the keys of the record can add to it, or two nodes could sign two histories of it. If its node is gone, there are two ways.
mirror-go-on-keys = Whoever has its keys takes them to a new node, with its record: “maru recover” and the page on moving a node say how. It stays the same process.
mirror-go-on-new = Without the keys a new process is begun, with a new record. Its charter says in the mandate that it follows this one, and names the number of entries and the root above, so that anyone can hold the two together. Nobody is taken over: people join anew.
