import Accounts
import Retailers
import Vocabulary
import Web

/// An import with its answers and what it would do or has done.
struct ImportRunView: View {
    let run: ImportRun

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("id", run.id)
            $0.field("branch", run.branch)
            $0.field("state", run.state)
            $0.field("fileName", run.fileName)
            $0.field("options", run.options)
            $0.field("report", run.report)
            $0.field("createdAt", run.createdAt)
            $0.field("appliedAt", run.appliedAt)
        }
    }
}

struct ImportRowView: View {
    let row: ImportRow

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("line", row.line)
            $0.field("outcome", row.outcome)
            $0.field("title", row.title)
            $0.field("column", row.column)
            $0.field("code", row.code)
            $0.field("sentence", row.sentence)
        }
    }
}
