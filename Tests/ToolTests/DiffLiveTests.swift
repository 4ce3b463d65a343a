import Foundation
import Testing

/// Digests and comparisons of dumps that real servers have written.
@Suite("A second implementation of digests")
struct DigestReferenceTests {
    @Test("agrees on files, databases and keys")
    func agrees() throws {
        let names = [
            "tutorial/dump.rdb", "mixed_types_redis-3.0.rdb", "databases_several_valkey-9.1.rdb",
            "hash_listpack_ex_redis-7.4.rdb", "zset_skiplist_redis-8.2.rdb", "set_hashtable_redis-7.0.rdb",
        ]
        let files = names.map { Repository.fixtures.appending(path: $0).path }
        try PythonScript("reference_digest.py", for: "rdbtool").run(files: files)
    }
}

@Suite("Comparisons of live servers' dumps")
struct DiffLiveTests {
    @Test("one digest for the same data, exact differences, patches that work")
    func proves() throws {
        try PythonScript("live_diff.py", for: "rdbtool").run()
    }
}
