import POSIX

/// Environment variables that look like settings and are none.
enum UnknownVariables {
    static let prefix = "COUNTERMAND_"

    /// Variables that are read elsewhere: `COUNTERMAND_CRASH_POINT` is for tests.
    private static let others = [prefix + "CRASH_POINT"]

    /// Returns a warning for each unknown variable; Kubernetes, for example, sets some for a Service of that name. Throws for
    /// one whose name is close to a setting's: it would be ignored although somebody has set it.
    static func warnings(settings: [String]) throws(CommandError) -> [String] {
        var warnings: [String] = []
        for variable in Environment.ofProcess.variables where variable.name.hasPrefix(prefix) {
            let name = variable.name
            if settings.contains(name) || others.contains(name) { continue }
            if let nearest = Spelling.nearest(to: name, among: settings) {
                throw CommandError(.configuration, "\(name) is not a setting; did you mean \(nearest)?")
            }
            warnings.append("\(name) is not a setting, and is ignored")
        }
        return warnings
    }
}
