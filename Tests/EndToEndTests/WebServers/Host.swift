import Foundation
import POSIX
import TestSupport
import Testing

/// A web server that runs the program, on a port of its own, until it is no longer referenced.
final class Host {
    let site: Site
    private let port: Int
    var address: String { "http://127.0.0.1:\(port)" }
    private var running: [Running] = []

    struct NotReady: Error {
        let server: WebServer
        let log: String
    }

    /// Returns once the server accepts requests. The default store is that of the site.
    init(_ server: WebServer, _ site: Site, store: String? = nil, settings: [String: String] = [:]) throws {
        self.site = site
        port = try Loopback.freePort()
        let directory = site.directory.url
        let folder = directory.appending(path: "server")
        let files = FileManager.default
        for name in ["server", "bin"] {
            try files.createDirectory(at: directory.appending(path: name), withIntermediateDirectories: true)
        }
        let program = directory.appending(path: "bin/countermand")
        try files.copyItem(at: Program.product("countermand"), to: program)
        if server == .nginx {
            try files.copyItem(
                atPath: "/etc/nginx/fastcgi_params", toPath: folder.appending(path: "fastcgi_params").path)
        }
        let configuration = try server.configuration(
            in: directory, store: store ?? "file:" + directory.appending(path: "store").path, port: port,
            settings: settings)
        try Data(configuration.utf8).write(to: folder.appending(path: "configuration"))
        OrdinaryUser.give(directory)
        if server == .nginx {
            let socket = WebServer.socket(in: folder)
            try start(["fcgiwrap", WebServersPage.value(of: "DAEMON_OPTS"), "-s", "unix:\(socket.path)"], in: folder)
            try awaitReadiness(of: server) { Loopback.isListening(at: socket.path) }
        }
        try start(server.arguments(in: folder), in: folder)
        try awaitReadiness(of: server) { Loopback.isListening(at: port) }
    }

    deinit { for process in running { process.killGroup() } }

    private func start(_ words: [String], in folder: URL) throws {
        let program = Program(URL(filePath: "/usr/bin/env"), environment: ["PATH": WebServer.searchPath], in: folder)
        running.append(try program.start(OrdinaryUser.prefix + words))
    }

    private func awaitReadiness(of server: WebServer, _ isReady: () -> Bool) throws {
        let pauseMilliseconds = 20
        for _ in 0..<1_000 where running.allSatisfy(\.isRunning) {
            if isReady() { return }
            POSIX.Process.pause(milliseconds: pauseMilliseconds)
        }
        throw NotReady(server: server, log: running.map(\.errors).joined() + log)
    }

    /// What is in the files that an operator looks at.
    var log: String {
        ["error.log", "countermand.log"].map {
            (try? String(contentsOf: site.directory["server/\($0)"], encoding: .utf8)) ?? ""
        }.joined()
    }

    /// Starts curl with these arguments before the address.
    private func start(_ path: String, _ words: [String]) throws -> Running {
        let always = [
            "--silent", "--show-error", "--include", "--path-as-is", "--max-time", "60", "--header", "Expect:",
        ]
        let curl = Program(
            URL(filePath: "/usr/bin/env"), environment: ["PATH": WebServer.searchPath], in: site.directory.url)
        return try curl.start(["curl"] + always + words + [address + path])
    }

    func ask(_ path: String, _ words: String...) throws -> HTTPAnswer { try ask([path], words)[0] }

    /// Asks for all of these paths at once.
    func ask(_ paths: [String], _ words: [String]) throws -> [HTTPAnswer] {
        let running = try paths.map { try start($0, words) }
        return try running.map { try HTTPAnswer($0.wait()) }
    }
}

/// The user that the servers run as: `nobody` if the tests run as root.
enum OrdinaryUser {
    private static let isNeeded = getuid() == 0
    private static let nobody: UInt32 = 65_534

    /// What starts a program as that user.
    static let prefix =
        isNeeded ? ["setpriv", "--reuid", "\(nobody)", "--regid", "\(nobody)", "--clear-groups", "--"] : []

    static func give(_ directory: URL) {
        guard isNeeded else { return }
        let inside = FileManager.default.enumerator(atPath: directory.path)?.compactMap { $0 as? String } ?? []
        for path in [""] + inside { lchown(directory.appending(path: path).path, nobody, nobody) }
    }
}
