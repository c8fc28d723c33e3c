import Digest
import HTTPMessage

/// The same for the same operation on the same record with the same arguments, in whichever order and form these came.
struct CallDigest: Equatable {
    let bytes: [UInt8]

    /// From the request that the call comes to, before anything is added to it.
    init(_ request: Request) {
        var parts = [request.method.name, String(request.path.segments.count)] + request.path.segments
        for parameter in request.query.parameters { parts += [parameter.name, parameter.value] }
        parts.append("")
        for field in request.fields.fields { parts += [field.name, field.value] }
        var digested: [UInt8] = []
        for part in parts {
            digested += part.utf8
            digested.append(0xFF)  // never part of UTF-8
        }
        if case .bytes(let body) = request.body { digested += body }
        bytes = SHA256.hash(digested)
    }
}
