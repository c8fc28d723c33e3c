import Foundation
import TestSupport
import Testing

/// What the comparison with golden answers promises.
struct GoldenTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func golden(isRecording: Bool) -> Golden {
        Golden(beside: directory["Tests.swift"].path, isRecording: isRecording)
    }

    @Test("recording writes the answer and fails all the same") func recording() throws {
        #expect(throws: Golden.Mismatch.self) { try golden(isRecording: true).check("a", "answer\n") }
        try golden(isRecording: false).check("a", "answer\n")
        try #expect(golden(isRecording: false).names() == ["a"])
    }

    @Test("an answer that differs in a byte fails", arguments: ["answer", "Answer\n", "answer\r\n", ""])
    func difference(_ answer: String) throws {
        #expect(throws: Golden.Mismatch.self) { try golden(isRecording: true).check("a", "answer\n") }
        #expect(throws: Golden.Mismatch.self) { try golden(isRecording: false).check("a", answer) }
    }

    @Test("an answer without a golden one fails") func missing() {
        #expect(throws: Golden.Mismatch.self) { try golden(isRecording: false).check("a", "answer\n") }
    }
}

/// Values in an answer that differ from run to run.
struct MaskTests {
    private static let id = "6f1c2f0e-7f0a-4b6c-9a55-0d8d1a2b3c4d"
    private let mask = Mask(
        from: Date(timeIntervalSince1970: 1_760_956_200.9), to: Date(timeIntervalSince1970: 1_760_956_201.1),
        given: Self.id)

    @Test("times of the run are masked, others stay")
    func times() {
        #expect(mask.applied(to: "2025-10-20T10:30:00.999Z 2025-10-20T10:30:01.000Z") == "<now> <now>")
        let others = "2025-10-20T10:29:59.999Z 2025-10-20T10:30:02.000Z 2025-10-20T10:30:00Z"
        #expect(mask.applied(to: others) == others)
    }

    @Test("ids that the program was given stay, others are masked")
    func ids() {
        #expect(mask.applied(to: "\(Self.id) 00000000-0000-4000-8000-000000000000") == "\(Self.id) <id>")
    }
}
