using System.Buffers.Binary;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Edns;

/// <summary>Checks that the rdata of an OPT record is whole options (RFC 6891 section 6.1.2). What an option holds is not looked at.</summary>
internal static class OptValidator
{
    private const int FixedLength = 4;

    /// <summary>Returns <paramref name="end"/> when the options fill the rdata exactly; -1 and an error in <paramref name="scan"/> otherwise.</summary>
    public static int Validate(ReadOnlySpan<byte> message, int position, int end, ref WireScan scan)
    {
        while (position < end)
        {
            if (end - position < FixedLength)
            {
                return scan.Fail(FormatErrorKind.EdnsOption, position);
            }

            int next = position + FixedLength + BinaryPrimitives.ReadUInt16BigEndian(message[(position + 2)..]);
            if (next > end)
            {
                return scan.Fail(FormatErrorKind.EdnsOption, position);
            }

            position = next;
        }

        return position;
    }
}
