#if Network
    import Foundation

    /// Calls `body` with each number on a thread of its own, and returns when all are done.
    func inParallel(_ count: Int, _ body: @Sendable @escaping (Int) -> Void) {
        let group = DispatchGroup()
        for index in 0..<count {
            group.enter()
            Thread {
                body(index)
                group.leave()
            }.start()
        }
        group.wait()
    }
#endif
