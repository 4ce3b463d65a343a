/// One string of a value, as it is stored: bytes, or an integer that stands for its decimal text.
///
/// It borrows the reader's memory, so it cannot outlive the visitor call that receives it.
public enum RDBScalar: ~Escapable {
    /// The bytes of the string.
    case bytes(RawSpan)
    /// An integer-encoded string; the value's text is its decimal form.
    case integer(Int64)
}

/// What a string is to the value that holds it.
public enum RDBRole: UInt8, Sendable {
    /// The whole value of a string object.
    case string
    /// An element of a list.
    case listItem
    /// A member of a set.
    case setMember
    /// A member of a sorted set; its score follows.
    case zsetMember
    /// A field of a hash; its value follows.
    case hashField
    /// The value of the hash field before it; the field's expiry may follow.
    case hashValue
    /// A field of a stream entry; its value follows.
    case streamField
    /// The value of the stream field before it.
    case streamValue
    /// An element of an array; its index came before it.
    case arrayItem
    /// The name of a consumer group.
    case groupName
    /// The name of a consumer in the group before it.
    case consumerName
    /// The id of an idempotent producer of a stream.
    case producer
    /// A message id that this producer has used.
    case producerMessage
    /// A string of a module value.
    case moduleString
    /// The name of an AUX field.
    case auxField
    /// The value of the AUX field before it.
    case auxValue
    /// The source of a function library.
    case functionCode
}
