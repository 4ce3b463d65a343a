import RDBKit

/// `--truncate-to-timestamp` on one file. A cut is never inside a transaction.
struct CompatTruncation {
    private let file: CompatPart
    private let seconds: Int64

    init(_ file: CompatPart, _ seconds: Int64) {
        self.file = file
        self.seconds = seconds
    }

    /// Cuts the file if something in it is later; false ends everything.
    func truncate() -> Bool {
        let name = file.shownName
        let single = AOFTruncation(file.report, .after(seconds))
        guard let place = try? single.place(inPart: file.index) else {
            guard file.okUpTo == file.checked.byteCount else {
                print("AOF \(name) is not valid. Use the --fix option to try fixing it.")
                return false
            }
            print("Truncate nothing in AOF \(name) to timestamp \(seconds)")
            print("\(file.shownTitle)AOF \(name) is valid")
            return true
        }
        if place == 0 {
            print("AOF \(name) has nothing before timestamp \(seconds), aborting...")
            return false
        }
        guard file.isLast else {
            print(
                "Failed to truncate AOF \(name) to timestamp \(seconds) to offset \(place) because it is not the last file."
            )
            print("aoftool truncate --until \(seconds) does it, and moves the later files aside.")
            return false
        }
        guard file.cut(to: place) else { return false }
        print("Successfully truncated AOF \(name) to timestamp \(seconds)")
        return true
    }
}
