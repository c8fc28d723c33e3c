import ASCII
import POSIX

/// Environment variables that look like settings and are none.
enum UnknownVariables {
    static let prefix = "COUNTERMAND_"

    /// Variables that are read elsewhere: `COUNTERMAND_CRASH_POINT` is for tests.
    private static let others = [prefix + "CRASH_POINT"]

    /// Returns a warning for each unknown variable; Kubernetes, for example, sets some for a Service of that name. Throws for
    /// one whose name is close to a setting's: it would be ignored although somebody has set it.
    static func warnings() throws(CommandError) -> [String] {
        let settings = Arguments.Option.allCases.filter { $0.isSetting }.map { $0.variable }
        var warnings: [String] = []
        for variable in Environment.ofProcess.variables {
            let name = variable.name
            if settings.contains(name) || others.contains(name) { continue }
            if let nearest = nearest(to: name, among: settings) {
                throw CommandError(.configuration, "\(name) is not a setting; did you mean \(nearest)?")
            }
            if name.hasPrefix(prefix) { warnings.append("\(name) is not a setting, and is ignored") }
        }
        return warnings
    }

    /// The setting that a name is close to, or the beginning of.
    private static func nearest(to name: String, among settings: [String]) -> String? {
        // Spares comparing every variable of the environment.
        guard name.utf8.prefix(5).map({ $0.asciiUppercased }).elementsEqual("COUNT".utf8) else { return nil }
        let name = name.uppercased()
        return Spelling.nearest(to: name, among: settings)
            ?? settings.first { $0.hasPrefix(name) && name.utf8.count > prefix.utf8.count }
    }
}
