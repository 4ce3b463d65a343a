import Testing

@testable import RDBKit

/// The share of keys that a sample chooses.
struct KeySampleTests {
    private func chosen(_ share: Double, of keys: [String]) throws -> Set<String> {
        let sample = try #require(KeySample(share: share))
        return Set(keys.filter { sample.contains(Array($0.utf8).span) })
    }

    /// Keys differ in little, as keys do; five standard deviations are allowed.
    @Test(arguments: ["%", "key:%", "user:%:profile", "session:0000000000000000%", "{a}.%.long-suffix-of-a-key"])
    func shares(_ form: String) throws {
        let parts = form.split(separator: "%", omittingEmptySubsequences: false)
        let keys = (0..<50_000).map { "\(parts[0])\($0)\(parts[1])" }
        for share in [0.001, 0.01, 0.25, 0.5] {
            let expected = share * 50_000
            let deviation = (expected * (1 - share)).squareRoot()
            let count = Double(try chosen(share, of: keys).count)
            #expect(abs(count - expected) < 5 * deviation, "\(share): \(count)")
        }
        #expect(try chosen(1, of: keys).count == keys.count)
    }

    /// A change of the hash would choose other keys from one version to the next.
    @Test func sameKeysInEveryRun() throws {
        let keys = (0..<1000).map { "key:\($0)" }
        let chosen = try chosen(0.005, of: keys).sorted()
        #expect(chosen == ["key:389", "key:534", "key:731", "key:865"])
    }

    @Test func smallerSharesLieInLargerOnes() throws {
        let keys = (0..<5000).map { "key:\($0)" }
        #expect(try chosen(0.01, of: keys).isSubset(of: chosen(0.1, of: keys)))
    }

    @Test(arguments: [0, -0.5, 1.0001, .nan, .infinity] as [Double])
    func noShare(_ share: Double) {
        #expect(KeySample(share: share) == nil)
    }
}
