using Nomen.Dns.Wire;

namespace Nomen.Dns.Records.Codecs;

/// <summary>The check that all fields of fixed size share.</summary>
internal static class FixedSize
{
    public static int Validate(int position, int end, int size, ref WireScan scan) =>
        end - position >= size ? position + size : scan.Fail(FormatErrorKind.Rdata, position);
}
