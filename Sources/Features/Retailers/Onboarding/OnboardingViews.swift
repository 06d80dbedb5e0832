import Accounts
import Postgres
import Vocabulary
import Web

/// How far a retailer is: its state, the checklist, and the steps that are open.
struct OnboardingView: View {
    let retailer: Retailer
    let submissions: [Submission]

    func write(to json: inout JSONWriter) {
        let checklist = Checklist(mode: retailer.mode, submissions: submissions)
        let steps = OnboardingEvent.allCases.filter { $0.step.from.contains(retailer.state) }
        json.object {
            $0.field("retailer", retailer.id)
            $0.field("name", retailer.profile.name)
            $0.field("mode", retailer.mode)
            $0.field("state", retailer.state)
            $0.array("requirements", items)
            $0.array("unsettled", checklist.unsettled)
            $0.array("steps", steps)
        }
    }

    private var items: [RequirementView] {
        let required = Requirement.required(for: retailer.mode)
        return Requirement.allCases.compactMap { item in
            let submission = submissions.first { $0.requirement == item }
            guard submission != nil || required.contains(item) else { return nil }
            return RequirementView(requirement: item, isRequired: required.contains(item), submission: submission)
        }
    }
}

/// One line of the checklist.
private struct RequirementView: JSONWritable {
    let requirement: Requirement
    let isRequired: Bool
    let submission: Submission?

    func write(to json: inout JSONWriter) {
        json.object {
            $0.field("requirement", requirement)
            $0.field("isRequired", isRequired)
            $0.field("state", submission?.state)
            $0.field("note", submission?.note)
            $0.field("changedAt", submission?.changedAt)
            if let content = submission?.content { $0.raw("content", content.utf8) }
        }
    }
}
