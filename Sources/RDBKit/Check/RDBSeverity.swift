/// How bad a finding is.
public enum RDBSeverity: String, Comparable, CaseIterable, Sendable {
    /// Worth knowing; nothing is wrong.
    case note
    /// A server accepts it, but somebody should look.
    case warning
    /// Damage: data is lost, or a server refuses it.
    case error

    public static func < (left: RDBSeverity, right: RDBSeverity) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

extension RDBError.Code {
    /// How bad a finding of this code is, unless the caller asked for more.
    public var severity: RDBSeverity {
        switch self {
        case .crcDisabled, .resizeHint, .unconfirmedVersion, .annotationUnended, .timestampBad, .beingWritten,
            .partName,
            .partContent, .partTemporary, .partHistory, .oddNumber, .manifestKeyword:
            .note
        case .oddLength, .emptyCollection, .trailingBytes, .danglingKeyOpcode, .repeatedKeyOpcode, .negativeExpiry,
            .slotNumber, .slotCount, .databaseNumber, .versionType, .newerVersion,
            .notChecked, .memoryLimit, .streamLastID, .timestampBack, .moduleCommand, .selectArgument, .multiNested,
            .execAlone, .oddLineEnd, .partTwice, .partOffsets, .partOrphan, .mendPending, .streamGroupID,
            .functionEngine:
            .warning
        default: .error
        }
    }

    /// Whether it means that the input is no RDB file, or one that cannot be read here.
    var makesUnreadable: Bool {
        switch self {
        case .ioError, .notRDB, .unsupportedVersion, .compressedWindow, .compressedDictionary, .compressedEnvelope,
            .payloadVersion, .notRepeatable, .targetUnknown:
            true
        default: false
        }
    }

    /// Whether a part of a value with such a damage cannot be read.
    var losesContent: Bool { severity == .error || self == .memoryLimit }
}
