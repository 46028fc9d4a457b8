/// Sixteen hexadecimal digits that differ, but for one chance in 10^19, where bytes differ by accident.
///
/// FNV-1a with 64 bits (RFC 9923, sections 2 and 5).
package func contentDigest(of bytes: some Sequence<UInt8>) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}
