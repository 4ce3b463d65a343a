import RDBKit
import ToolSupport

/// How the differences of two files are shown.
enum DiffPresentation {
    case nothing
    case keys(ReportFormat, usesColor: Bool, limit: UInt64)
    case summary(ReportFormat)
    case patch(isRESP: Bool, ServerTarget?)
}
