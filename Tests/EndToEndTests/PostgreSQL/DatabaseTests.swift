#if Network
    import Foundation
    import JSON
    import TestSupport
    import Testing

    /// The built program over a PostgreSQL server.
    @Suite("Over PostgreSQL")
    struct DatabaseTests {
        private let server: PostgreSQLServer
        private static let samples = Result {
            let server = try PostgreSQLServer.shared.get()
            let name = try server.makeDatabase(from: Site.emptyDatabase.get())
            let ended = try program(server.address(name)).run("import", Samples.records.path)
            guard ended.ending == .exit(0) else { throw Site.Unusable(ended: ended) }
            return name
        }

        init() throws { server = try PostgreSQLServer.shared.get() }

        private static func program(_ address: String) -> Program {
            Program(
                Program.product("countermand"),
                environment: [
                    "COUNTERMAND_STORE": address, "COUNTERMAND_JWT_SECRET": Samples.secret, "COUNTERMAND_CONSOLE": "on",
                ],
                in: URL(filePath: "/tmp"))
        }

        private func withSamples() throws -> Program {
            Self.program(server.address(try server.makeDatabase(from: Self.samples.get())))
        }

        @Test("a sample gets its golden answer, but for the receipt", arguments: Samples.names)
        func goldenAnswer(sample: String) throws {
            let start = Date.now
            let ended = try withSamples().run(input: Samples.bytes(sample))
            let given = try Data(contentsOf: Samples.records) + Data(Samples.bytes(sample))
            let mask = Mask(from: start, to: .now, given: String(decoding: given, as: UTF8.self))
            let file = Samples.repository.appending(path: "Tests/EndToEndTests/Golden/\(sample)")
            let golden = try String(contentsOf: file, encoding: .utf8)
            #expect(Self.withoutReceipt(mask.applied(to: ended.text)) == Self.withoutReceipt(golden), "\(ended.errors)")
        }

        /// Without what is of the store's own making: receipts, and cursors, which have versions in them.
        private static func withoutReceipt(_ text: String) -> String {
            text.replacing(/"nextCursor\\":\\"[0-9a-z_]+\\"/, with: "")
                .replacing(/;sequence=\d{20}/, with: "")
                .replacing(/"Cancellation-Proof":("[0-9a-f]{64}"|\["[0-9a-f]{64}"\]),/, with: "")
        }

        @Test("a cancel is proven by the chain of its record, until somebody changes it", arguments: Contract.allCases)
        func proof(_ contract: Contract) throws {
            let name = try server.makeDatabase(from: Self.samples.get())
            let program = Self.program(server.address(name))
            let answer = try Answer(program.run(input: contract.cancel.envelope))
            #expect(answer.status == 200)
            let proof = try #require(answer.fields["Cancellation-Proof"]?.string)
            let record = "\(contract.rawValue)/\(contract.sampleID)"
            let found = try program.run("verify", "--proof", proof, "--record", record)
            #expect(found.ending == .exit(0) && found.errors.contains(record), "\(found.errors)")
            try #expect(program.run("verify").ending == .exit(0))
            try #expect(program.run("verify", "--proof", proof).ending == .exit(64))
            try #expect(program.run("verify", "--proof", proof, "--record", "dispatch-job/J-9").ending == .exit(65))
            try server.sql("UPDATE countermand.transactions SET body = replace(body, 'Pat', 'Tap')", in: name)
            try #expect(program.run("verify").ending == .exit(65))
            try #expect(program.run("verify", "--proof", proof, "--record", record).ending == .exit(74))
        }

        @Test("what cannot be used is told of with its setting, without the password, as each platform has it")
        func unusable() throws {
            let address = "postgresql://someone:s3cret@127.0.0.1:1/db"
            let ended = try Self.program(address).run(input: Contract.dispatchJob.cancel.envelope)
            let answer = try Answer(ended)
            #expect(answer.status == 503 && answer.fields["Retry-After"]?.string == "1")
            #expect(ended.errors.contains("COUNTERMAND_STORE: postgresql://127.0.0.1:1/db"))
            let cleaning = try Answer(Self.program(address).run(input: Contract.cleaningJob.cancel.envelope))
            #expect(cleaning.status == 500)
            for (arguments, code) in [(["export"], 74), (["events"], 74), (["migrate"], 74), (["check"], 78)]
                as [([String], Int32)]
            {
                let ended = try Self.program(address).run(arguments)
                #expect(ended.ending == .exit(code), "\(arguments)")
                #expect(!(ended.errors + ended.text).contains("s3cret"))
            }
            let wrong = try Self.program("postgresql://someone:s3/cret@127.0.0.1/db").run("export")
            #expect(wrong.ending == .exit(78) && !wrong.errors.contains("cret"), "\(wrong.errors)")
        }

        @Test("migrate prints its SQL without a server, which psql takes")
        func printed() throws {
            let ended = try Self.program("memory:").run("migrate", "--print")
            #expect(ended.ending == .exit(0))
            let name = try server.makeDatabase()
            try server.sql(ended.text, in: name)
            try server.sql(ended.text, in: name)
            let program = Self.program(server.address(name))
            try #expect(program.run("check").ending == .exit(0))
            try #expect(program.run("migrate").ending == .exit(0))
            try #expect(program.run("migrate", "--contract").ending == .exit(0))
        }

        @Test("behind a pooler in transaction mode sixteen processes cancel a job once, and a stream goes on")
        func pooled() throws {
            let name = try server.makeDatabase(from: Self.samples.get())
            let pooler = try Pooler(server)
            let program = Self.program(pooler.address(name))
            let ask = Contract.dispatchJob.cancel
            let running = try (0..<16).map { _ in try program.start([], input: ask.envelope) }
            for process in running { process.release() }
            let answers = try running.map { try Answer($0.wait()) }
            #expect(answers.map(\.status).sorted() == [200] + Array(repeating: 400, count: 15))
            let stream = (1...20).flatMap { _ in ask.envelope + [UInt8(ascii: "\n")] }
            try #expect(program.run("stream", input: stream).lines.count == 20)
            try #expect(program.run("events").lines.count == 1)
        }
    }
#endif
