import Foundation
import TestSupport
import Testing

/// The web servers that web-servers.md sets up, and what each needs around the lines there to run as an ordinary user.
enum WebServer: String, CaseIterable, CustomTestStringConvertible {
    case lighttpd
    case apache
    case nginx

    var testDescription: String { rawValue }

    /// What has to be installed.
    static let programs = ["lighttpd", "apache2", "nginx", "fcgiwrap", "curl", "setpriv"]

    /// Debian installs servers in directories that are not in the PATH of ordinary users.
    static let searchPath = "/usr/sbin:/usr/bin:/sbin:/bin"

    static let areInstalled = programs.allSatisfy { program in
        searchPath.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    /// The lines on the page, with places of the test's own and a port that anybody may listen at.
    /// `settings` are more variables of the program's environment.
    func configuration(
        in directory: URL, store: String, port: Int, settings: [String: String] = [:]
    ) throws -> String {
        let listen: (String, String) =
            switch self {
            case .lighttpd: ("server.modules", "server.port = \(port)\nserver.modules")
            case .apache: ("<VirtualHost *:80>", "Listen 127.0.0.1:\(port)\n<VirtualHost 127.0.0.1:\(port)>")
            case .nginx: ("listen 80;", "listen 127.0.0.1:\(port);")
            }
        var lines = try WebServersPage.lines(
            of: rawValue,
            replacing: [
                "/usr/local/bin/countermand": directory.appending(path: "bin/countermand").path,
                "file:/var/lib/countermand": store,
                "/etc/countermand/jwt-secret": directory.appending(path: "secret").path,
                listen.0: listen.1,
            ])
        for (name, value) in settings { lines = adding(name, value, to: lines) }
        let server = directory.appending(path: "server")
        switch self {
        case .lighttpd:
            return Self.frameOfLighttpd(server.path) + lines.replacing("/var/log/lighttpd/", with: server.path + "/")
        case .apache: return Self.frameOfApache(server.path) + lines
        case .nginx:
            let socket = Self.socket(in: server)
            return Self.frameOfNginx + lines.replacing("/run/fcgiwrap.socket", with: socket.path) + "}\n"
        }
    }

    /// Before the variable of the secret.
    private func adding(_ name: String, _ value: String, to lines: String) -> String {
        let setting =
            switch self {
            case .lighttpd: (before: "\"COUNTERMAND_JWT_SECRET\"", added: "\"\(name)\" => \"\(value)\",")
            case .apache: (before: "SetEnv COUNTERMAND_JWT_SECRET", added: "SetEnv \(name) \"\(value)\"")
            case .nginx: (before: "fastcgi_param COUNTERMAND_JWT_SECRET", added: "fastcgi_param \(name) \(value);")
            }
        return lines.replacing(setting.before, with: "\(setting.added)\n\(setting.before)")
    }

    static func socket(in server: URL) -> URL { server.appending(path: "fcgiwrap.socket") }

    /// The command line, but for the folder `server` and the file `configuration` in it.
    func arguments(in server: URL) -> [String] {
        let configuration = server.appending(path: "configuration").path
        switch self {
        case .lighttpd: return ["lighttpd", "-D", "-f", configuration]
        case .apache: return ["apache2", "-DFOREGROUND", "-f", configuration]
        case .nginx: return ["nginx", "-p", server.path, "-c", configuration]
        }
    }

    /// The modules are those that Debian's own file has, the alias that of a package which many others bring along.
    private static func frameOfLighttpd(_ server: String) -> String {
        """
        server.modules = ( "mod_indexfile", "mod_access", "mod_alias", "mod_redirect" )
        server.document-root = "\(server)"
        server.errorlog = "\(server)/error.log"
        server.bind = "127.0.0.1"
        alias.url += ( "/javascript" => "/usr/share/javascript" )

        """
    }

    /// The modules are those that Debian enables, as far as the lines need them, and mod_cgid.
    private static func frameOfApache(_ server: String) -> String {
        let modules = ["mpm_event", "authz_core", "alias", "env", "cgid"]
            .map { "LoadModule \($0)_module /usr/lib/apache2/modules/mod_\($0).so" }
        return """
            ServerRoot "\(server)"
            DefaultRuntimeDir "\(server)"
            ServerName localhost
            PidFile apache.pid
            ErrorLog error.log
            \(modules.joined(separator: "\n"))
            ScriptSock cgi.socket
            <Directory "/">
                Require all denied
            </Directory>

            """
    }

    private static let frameOfNginx = """
        daemon off;
        pid nginx.pid;
        error_log error.log;
        events {}
        http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;

        """
}
