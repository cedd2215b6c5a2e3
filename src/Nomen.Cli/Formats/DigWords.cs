using System.Globalization;
using Nomen.Dns.Edns;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Formats;

/// <summary>Opcodes and response codes as dig writes them.</summary>
internal static class DigWords
{
    public static string Opcode(Opcode opcode) => opcode switch
    {
        Nomen.Dns.Registries.Opcode.Query => "QUERY",
        Nomen.Dns.Registries.Opcode.IQuery => "IQUERY",
        Nomen.Dns.Registries.Opcode.Status => "STATUS",
        Nomen.Dns.Registries.Opcode.Notify => "NOTIFY",
        Nomen.Dns.Registries.Opcode.Update => "UPDATE",
        _ => "RESERVED" + ((byte)opcode).ToString(CultureInfo.InvariantCulture),
    };

    public static string Rcode(Rcode rcode) => rcode switch
    {
        Nomen.Dns.Registries.Rcode.DsoTypeNi => "RESERVED11",
        <= (Rcode)15 when !Enum.IsDefined(rcode) => "RESERVED" + ((ushort)rcode).ToString(CultureInfo.InvariantCulture),
        <= Nomen.Dns.Registries.Rcode.BadVers or Nomen.Dns.Registries.Rcode.BadCookie => rcode.ToString().ToUpperInvariant(),
        _ => "?" + ((ushort)rcode).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Names of extended errors that dig 9.18 knows, which are the first 25; null for the others.</summary>
    public static string? ExtendedError(ExtendedErrorCode code) => code <= ExtendedErrorCode.InvalidData ? code.ToDescription() : null;
}
