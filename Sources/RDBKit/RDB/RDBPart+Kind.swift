extension RDBPart {
    /// What the bytes of a part are. The names are an interface for scripts.
    public enum Kind: String, CaseIterable, Sendable {
        // The file.
        case header
        case opcode
        case checksum
        case trailing
        /// What stands behind damage whose end is unknown.
        case unread
        /// What of a packed node stands behind damage in it.
        case undecoded

        // Strings.
        case stringLength = "string-length"
        case stringEncoding = "string-encoding"
        case compressedLength = "compressed-length"
        case expandedLength = "expanded-length"
        case compressed
        case string
        case integer

        // Behind opcodes.
        case database, keys
        case expiringKeys = "expiring-keys"
        case expiryMs = "expiry-ms"
        case expirySeconds = "expiry-s"
        case idle, frequency, slot
        case metadataClasses = "metadata-classes"
        case metadataClass = "metadata-class"
        case when
        case whenOpcode = "when-opcode"
        case hasDescription = "has-description"
        case ranges
        case rangeStart = "range-start"
        case rangeEnd = "range-end"
        case template
        case inlineCommand = "inline-command"

        // Values.
        case count, container, score
        case leastExpiry = "least-expiry"
        case fieldExpiry = "field-expiry"
        case templateFormat = "template-format"
        case arrayInserts = "array-inserts"
        case arrayInsertIndex = "array-insert-index"
        case arrayIndex = "array-index"
        case arrayTag = "array-tag"
        case number
        case moduleID = "module-id"
        case moduleOpcode = "module-opcode"
        case moduleNumber = "module-number"

        // Packed nodes.
        case nodeBytes = "node-bytes"
        case nodeTail = "node-tail"
        case nodeCount = "node-count"
        case nodeWidth = "node-width"
        case nodeEnd = "node-end"
        case element

        // Nodes of streams.
        case nodes
        case nodeID = "node-id"
        case liveEntries = "live-entries"
        case deletedEntries = "deleted-entries"
        case masterFields = "master-fields"
        case masterEnd = "master-end"
        case entryFlags = "entry-flags"
        case entryMs = "entry-ms"
        case entrySequence = "entry-sequence"
        case entryFields = "entry-fields"
        case entryItems = "entry-items"

        // Streams.
        case streamLength = "stream-length"
        case lastID = "last-id"
        case firstID = "first-id"
        case maxDeletedID = "max-deleted-id"
        case entriesAdded = "entries-added"
        case groups
        case entriesRead = "entries-read"
        case pending
        case pendingID = "pending-id"
        case deliveryTime = "delivery-time"
        case deliveries, consumers
        case seenTime = "seen-time"
        case activeTime = "active-time"
        case refused
        case refusedID = "refused-id"
        case idempotenceSeconds = "idempotence-seconds"
        case idempotenceEntries = "idempotence-entries"
        case producers, messages
        case messageID = "message-id"
        case idempotenceCounter = "idempotence-counter"
    }
}
