import Testing

@testable import RDBKit

/// CSV: quoting (RFC 4180), the string rule, spreadsheets.
struct ConvertRowTests {
    private func cell(_ text: [UInt8], safe: Bool = false) -> String {
        let row = Converting.value(.string, Bytes.string(text), .csv) { $0.isSpreadsheetSafe = safe }
        let head = "db,key,type,field,value,score,expires\n0,k,string,,"
        #expect(row.hasPrefix(head) && row.hasSuffix(",,\n"))
        return String(row.dropFirst(head.count).dropLast(3))
    }

    @Test(arguments: [
        ("", "\"\""), ("a", "a"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("\"", "\"\"\"\""), ("a\nb", "\"a\nb\""),
        ("a\r", "\"a\r\""), (" a", "\" a\""), ("a ", "\"a \""), ("a b", "a b"), ("é;\t", "é;\t"), ("=1", "=1"),
        ("-", "-"), ("base64:", "base64:YmFzZTY0Og=="), ("\"\"\"", "\"\"\"\"\"\"\"\""),
    ])
    func quoting(_ text: String, _ expected: String) {
        #expect(cell(Array(text.utf8)) == expected)
    }

    @Test(arguments: [
        ("=1+1", "\"'=1+1\""), ("+1", "\"'+1\""), ("-1", "\"'-1\""), ("@x", "\"'@x\""), ("\tx", "\"'\tx\""),
        ("\rx", "\"'\rx\""), ("=a\"b", "\"'=a\"\"b\""), ("a=1", "a=1"), ("'x", "'x"), ("", "\"\""), ("-5", "\"'-5\""),
    ])
    func spreadsheets(_ text: String, _ expected: String) {
        #expect(cell(Array(text.utf8), safe: true) == expected)
    }

    @Test func binary() {
        #expect(cell([0xFF, 0x2C]) == "base64:/yw=")
        #expect(cell([0xFF, 0x2C], safe: true) == "base64:/yw=")
    }

    /// Integers, keys, fields and large strings under the same rule.
    @Test func spreadsheetsEverywhere() {
        let text = [UInt8](repeating: 0x3D, count: 2 << 20)
        let file = RDBBytes.file { file in
            file.entry(.string, "=k", Bytes.integer(-5))
            file.entry(.hash, "h", [1] + Bytes.string("+f") + Bytes.string("@v"))
            file.entry(.string, "large", Bytes.string(text))
            file.entry(.zset2, "z", [1] + Bytes.string("-m") + Bytes.f64(-1))
            file.entry(.zset2, "inf", [1] + Bytes.string("m") + Bytes.f64(-.infinity))
        }
        for threads in [1, 2] {
            let result = Converting.result(file, .csv, threads: threads) { $0.isSpreadsheetSafe = true }
            #expect(
                result.text == """
                    db,key,type,field,value,score,expires
                    0,"'=k",string,,"'-5",,
                    0,h,hash,"'+f","'@v",,
                    0,large,string,,"'\(String(decoding: text, as: UTF8.self))",,
                    0,z,zset,,"'-m",-1.0,
                    0,inf,zset,,m,"'-Infinity",

                    """)
        }
    }
}
