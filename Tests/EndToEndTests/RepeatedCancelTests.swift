import JSON
import Testing

/// What a second cancel is answered: no contract takes it for a new one.
struct RepeatedCancelTests {
    /// Cancels twice. The second answer, once it is shown that it changed nothing.
    private func secondAnswer(_ contract: Contract) throws -> Answer {
        let site = try Site.withSamples()
        try #expect(site.answer(contract.cancel).status == 200)
        let before = try site.journalBytes()
        let second = try site.answer(contract.cancel)
        #expect(second.ended.ending == .exit(0))
        try #expect(site.journalBytes() == before)
        return second
    }

    @Test("R1.4 a cleaning job canceled already stays so, and the answer is success") func cleaningJob() throws {
        let answer = try secondAnswer(.cleaningJob)
        #expect(answer.status == 200)
        #expect(answer.body == ["success": true])
        #expect(answer.fields["Cancellation-Event"] == nil && answer.fields["Cancellation-Proof"] == nil)
    }

    @Test("R2.2 a dispatch job cancelled already is refused") func dispatchJob() throws {
        let answer = try secondAnswer(.dispatchJob)
        #expect(answer.status == 400)
        #expect(answer.body["type"] == "/problems/job-already-cancelled")
    }

    @Test("R3.1 a work order that is already cancelled is refused with the contract's message") func workOrder() throws
    {
        let answer = try secondAnswer(.workOrder)
        #expect(answer.status == 400)
        #expect(
            answer.body == [
                "success": false,
                "message": "Cancelled work orders cannot be reactivated. Please create a new work order if needed.",
            ])
    }
}
