extension RDBError {
    /// The stable name of a problem, as reports print it.
    ///
    /// Names are never changed or reused: scripts match on them.
    public enum Code: String, Sendable, CaseIterable {
        // The input as a whole.
        case ioError = "io-error"
        case memoryLimit = "memory-limit"
        case emptyFile = "empty-file"
        case notRDB = "not-rdb"
        case unsupportedVersion = "unsupported-version"

        // Compression of the whole input: offsets count expanded bytes.
        /// `found` is the number of compressed bytes.
        case compressedTruncated = "compressed-truncated"
        /// `found` is where in the compressed bytes.
        case compressedCorrupt = "compressed-corrupt"
        /// `expected` is the largest window that is allowed, `found` the one that is needed, in bytes.
        case compressedWindow = "compressed-window"
        /// `found` is the dictionary's number.
        case compressedDictionary = "compressed-dictionary"
        /// `expected` and `found` are version, codec, reserved and kind, a byte each.
        case compressedEnvelope = "compressed-envelope"

        // Framing: nothing behind it can be read.
        case truncated = "truncated"
        case badLength = "bad-length-encoding"
        case oddLength = "odd-length-encoding"
        case unknownStringEncoding = "unknown-string-encoding"
        case dictionaryString = "dictionary-string"
        case unknownType = "unknown-type"
        case moduleV1 = "module-v1"
        case moduleOpcode = "module-opcode"
        case moduleAuxWhen = "module-aux-when"
        case vendorOpcode = "vendor-opcode"

        // Strings.
        case lzfCorrupt = "lzf-corrupt"
        case lzfLength = "lzf-length"
        case integerNode = "integer-node"

        // Packed nodes.
        case intsetEncoding = "intset-encoding"
        case intsetLength = "intset-length"
        case intsetOrder = "intset-order"
        case intsetEmpty = "intset-empty"
        case ziplistLength = "ziplist-length"
        case ziplistEntry = "ziplist-entry"
        case ziplistPrevlen = "ziplist-prevlen"
        case ziplistTail = "ziplist-tail"
        case ziplistCount = "ziplist-count"
        case zipmapEntry = "zipmap-entry"
        case zipmapCount = "zipmap-count"
        case listpackLength = "listpack-length"
        case listpackEntry = "listpack-entry"
        case listpackBacklen = "listpack-backlen"
        case listpackCount = "listpack-count"
        case oddElements = "odd-elements"

        // Values.
        case quicklistContainer = "quicklist-container"
        case score = "score"
        case scoreNaN = "score-nan"
        case scoreOrder = "score-order"
        case fieldExpiry = "field-expiry"
        case fieldExpiryOrder = "field-expiry-order"
        case duplicateElement = "duplicate-element"
        case arrayTag = "array-tag"
        case arrayOrder = "array-order"
        case templateUnknown = "template-unknown"
        case emptyCollection = "empty-collection"

        // Streams.
        case streamNodeKey = "stream-node-key"
        case streamNode = "stream-node"
        case streamNodeCount = "stream-node-count"
        case streamOrder = "stream-order"
        case streamLength = "stream-length"
        case streamLastID = "stream-last-id"
        case streamGroupID = "stream-group-id"
        case streamDuplicateGroup = "stream-duplicate-group"
        case streamDuplicateConsumer = "stream-duplicate-consumer"
        case pendingDuplicate = "pending-duplicate"
        case pendingNotInGroup = "pending-not-in-group"
        case pendingTwoConsumers = "pending-two-consumers"
        case pendingNoConsumer = "pending-no-consumer"

        // The file's own claims.
        case crcMismatch = "crc-mismatch"
        case crcDisabled = "crc-disabled"
        case crcMissing = "crc-missing"
        case trailingBytes = "trailing-bytes"
        case duplicateKey = "duplicate-key"
        /// Two keys get the same name, by what was asked for.
        case keyCollision = "key-collision"
        /// What the output is made for cannot hold it.
        case targetLacks = "target-lacks"
        /// Values are to be encoded, and no server is known that writes this version.
        case targetUnknown = "target-unknown"
        case danglingKeyOpcode = "dangling-key-opcode"
        case repeatedKeyOpcode = "repeated-key-opcode"
        case negativeExpiry = "negative-expiry"
        case resizeHint = "resize-hint"
        case slotNumber = "slot-number"
        case slotCount = "slot-count"
        case slotImportName = "slot-import-name"
        case functionPreGA = "function-pre-ga"
        case functionShebang = "function-shebang"
        case functionEngine = "function-engine"
        case functionTwice = "function-twice"
        case functionFails = "function-fails"
        case scriptFails = "script-fails"
        case functionNameTwice = "function-name-twice"
        case databaseNumber = "database-number"
        case versionType = "version-type"
        case newerVersion = "newer-version"
        case unconfirmedVersion = "unconfirmed-version"
        case notChecked = "not-checked"

        // What only the verdict on a server knows.
        case serverVersion = "server-version"
        case serverType = "server-type"
        case serverOpcode = "server-opcode"
        case serverDatabase = "server-database"
        case serverAux = "server-aux"
        case serverMemory = "server-memory"
        case serverModule = "server-module"
        case fieldExpired = "field-expired"

        // What the caller asked for.
        case tooFewKeys = "too-few-keys"
        case tooFewBytes = "too-few-bytes"
        case tooOld = "too-old"
        case expectation = "expectation"
        case certificate = "certificate"
        /// The target of `RESTORE` does not accept the version of the file; `expected` is the newest that it accepts.
        case payloadVersion = "payload-version"
        /// What was asked for needs a second reading.
        case notRepeatable = "not-repeatable"

        // Append-only files: records.
        case notAOF = "not-aof"
        /// `found` is the byte that stands where a record or an argument should begin.
        case aofFormat = "aof-format"
        case aofNumber = "aof-number"
        /// `found` is the count, in two's complement.
        case aofCount = "aof-count"
        /// `found` is the length, in two's complement.
        case aofLength = "aof-length"
        case aofLineEnd = "aof-line-end"
        case oddNumber = "odd-number"
        case oddLineEnd = "odd-line-end"
        case logEmpty = "log-empty"
        case nulPadding = "nul-padding"
        case annotationLong = "annotation-long"
        case annotationUnended = "annotation-unended"
        case timestampBad = "timestamp-bad"
        case timestampBack = "timestamp-back"
        case beingWritten = "being-written"

        // Append-only files: commands.
        case unknownCommand = "unknown-command"
        case moduleCommand = "module-command"
        /// `found` is the number of words.
        case wrongArity = "wrong-arity"
        case selectArgument = "select-argument"
        case multiOpen = "multi-open"
        case multiNested = "multi-nested"
        case execAlone = "exec-alone"

        // Append-only files: the set.
        /// `found` is how many lie in the folder.
        case manifestSeveral = "manifest-several"
        case manifestEmpty = "manifest-empty"
        case manifestFormat = "manifest-format"
        case manifestLine = "manifest-line"
        case manifestPath = "manifest-path"
        case manifestType = "manifest-type"
        case manifestOrder = "manifest-order"
        case manifestTwoBases = "manifest-two-bases"
        case manifestNothing = "manifest-nothing"
        case manifestMissing = "manifest-missing"
        case manifestKeyword = "manifest-keyword"
        case partMissing = "part-missing"
        case partTwice = "part-twice"
        case partName = "part-name"
        case partContent = "part-content"
        case partOffsets = "part-offsets"
        case partOrphan = "part-orphan"
        case partTemporary = "part-temporary"
        case partHistory = "part-history"
        case mendPending = "mend-pending"

        // JSON of convert.
        /// `expected` and `found` are numbers of ``JSONExpectation``.
        case json
    }
}
