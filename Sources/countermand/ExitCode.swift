/// The exit codes of the program, as in sysexits.h where it has one.
enum ExitCode: CInt {
    case success = 0
    /// The status of the answer is 400 or above. Used with `--fail`, and where a platform learns it only from the exit
    /// code. curl uses this code for it.
    case refused = 22
    case usage = 64
    case unusableInput = 65
    case inputOutput = 74
    case configuration = 78
}
