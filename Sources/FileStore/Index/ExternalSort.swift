/// Sorts any number of values in a fixed amount of memory: what does not fit is sorted in runs, which are written to a
/// temporary file and merged from there. Values of the same key stay in their order.
struct ExternalSort<Value: Keyed> {
    private let scratch: ScratchFile
    private let maximumHeld: Int
    private var held: [Value] = []
    /// Where the sorted runs are in the file, in bytes.
    private var runs: [Range<Int>] = []
    private(set) var count = 0

    init(_ scratch: ScratchFile, bufferBytes: Int) {
        self.scratch = scratch
        maximumHeld = bufferBytes / MemoryLayout<Value>.stride
    }

    mutating func add(_ value: Value) throws(IndexError) {
        if held.count == maximumHeld { try writeRun() }
        held.append(value)
        count += 1
    }

    private mutating func writeRun() throws(IndexError) {
        held.radixSort()
        runs.append(try scratch.append(held))
        held.removeAll(keepingCapacity: true)
    }

    /// Hands out all values, the smallest first, and is empty then.
    mutating func takeSorted() throws(IndexError) -> SortedValues<Value> {
        if !runs.isEmpty { try writeRun() }
        held.radixSort()
        defer {
            held = []
            runs = []
            count = 0
        }
        return try SortedValues(
            held: held, runs: runs, in: scratch, valuesPerRead: max(1, maximumHeld / max(1, runs.count)))
    }
}

/// Values in order, from memory or merged from the runs of a file.
struct SortedValues<Value: Keyed> {
    private struct Run {
        /// What was read last.
        var values: [Value]
        var position = 0
        /// What is in the file after that, in bytes.
        var rest: Range<Int>
    }

    private let scratch: ScratchFile
    private let valuesPerRead: Int
    private var runs: [Run] = []
    /// The next value of each run that is not at its end: a binary heap, with the smallest first.
    private var heap: [(value: Value, run: Int)] = []

    fileprivate init(
        held: [Value], runs: [Range<Int>], in scratch: ScratchFile, valuesPerRead: Int
    ) throws(IndexError) {
        self.scratch = scratch
        self.valuesPerRead = valuesPerRead
        self.runs = [Run(values: held, rest: 0..<0)] + runs.map { Run(values: [], rest: $0) }
        for run in self.runs.indices {
            if let value = try nextValue(of: run) { heap.append((value, run)) }
        }
        for position in heap.indices.reversed() { sink(from: position) }
    }

    mutating func next() throws(IndexError) -> Value? {
        guard let (value, run) = heap.first else { return nil }
        if let following = try nextValue(of: run) {
            heap[0].value = following
        } else {
            heap[0] = heap[heap.count - 1]
            heap.removeLast()
        }
        sink(from: 0)
        return value
    }

    private mutating func nextValue(of run: Int) throws(IndexError) -> Value? {
        if runs[run].position == runs[run].values.count {
            let rest = runs[run].rest
            guard !rest.isEmpty else { return nil }
            let read = rest.prefix(valuesPerRead * MemoryLayout<Value>.stride)
            runs[run].values = try scratch.values(at: read)
            runs[run].position = 0
            runs[run].rest = read.upperBound..<rest.upperBound
        }
        defer { runs[run].position += 1 }
        return runs[run].values[runs[run].position]
    }

    private mutating func sink(from start: Int) {
        var position = start
        while true {
            var smallest = position
            for child in 2 * position + 1...2 * position + 2
            where child < heap.count && isBefore(child, smallest) {
                smallest = child
            }
            if smallest == position { return }
            heap.swapAt(position, smallest)
            position = smallest
        }
    }

    /// Of two places in the heap. Values of an earlier run come first.
    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        let (first, second) = (heap[one].value.sortKey, heap[other].value.sortKey)
        return first == second ? heap[one].run < heap[other].run : first < second
    }
}
