aoftool fix --undo a.aof.aoftool-STAMP.journal
