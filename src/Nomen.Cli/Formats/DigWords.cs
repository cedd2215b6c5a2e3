using System.Globalization;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Cli.Formats;

/// <summary>Opcodes, response codes and flags as dig writes them.</summary>
internal static class DigWords
{
    private static readonly (DnsFlags Bit, string Name)[] FlagNames =
    [
        (DnsFlags.QR, "qr"), (DnsFlags.AA, "aa"), (DnsFlags.TC, "tc"), (DnsFlags.RD, "rd"), (DnsFlags.RA, "ra"), (DnsFlags.AD, "ad"), (DnsFlags.CD, "cd"),
    ];

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

    /// <summary>The flags that are set, each with a blank in front.</summary>
    public static string Flags(DnsFlags flags) => string.Concat(FlagNames.Where(flag => (flags & flag.Bit) != 0).Select(flag => ' ' + flag.Name));

    /// <summary>Names of extended errors that dig 9.18 knows, which are the first 25; null for the others.</summary>
    public static string? ExtendedError(ExtendedErrorCode code) => code <= ExtendedErrorCode.InvalidData ? code.ToDescription() : null;
}
