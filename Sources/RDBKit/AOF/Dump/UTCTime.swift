/// Times as text, without a library for calendars.
enum UTCTime {
    private static let secondsPerDay: Int64 = 86_400

    /// Unix seconds as RFC 3339 in UTC; as a number where the year would not have four digits.
    static func text(_ seconds: Int64) -> String {
        let day = seconds / secondsPerDay - (seconds % secondsPerDay < 0 ? 1 : 0)
        guard (-719_162...2_932_896).contains(day) else { return "\(seconds)" }
        let (year, month, dayOfMonth) = date(ofDay: day)
        let second = seconds - day * secondsPerDay
        let parts = [month, dayOfMonth, second / 3600, second / 60 % 60, second % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }
        let zeros = String(repeating: "0", count: year < 1000 ? year < 100 ? year < 10 ? 3 : 2 : 1 : 0)
        return "\(zeros)\(year)-\(parts[0])-\(parts[1])T\(parts[2]):\(parts[3]):\(parts[4])Z"
    }

    /// The date of a day, counted from 1970-01-01. Years are counted from March here, so that leap days end them.
    private static func date(ofDay day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
