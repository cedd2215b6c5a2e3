using Nomen.Cli.Formats;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Registries;
using Nomen.Dns.Wire;

namespace Nomen.Cli.Tests.Formats;

/// <summary>OPT records as dig 9.18 prints them: what it printed for the same octets stands here.</summary>
public sealed class DigOptTests
{
    private static readonly byte[] Denied = [0, 18, .. "it's no"u8];

    [Fact]
    public void Options_are_lines_of_the_pseudosection() => Assert.Equal(
        [
            "; EDNS: version: 0, flags: do; MBZ: 0x0010, udp: 1232", "; EDE: 18 (Prohibited): (it's no)", "; EDE: 3 (Stale Answer)", "; KEY-TAG: 4660, 7",
            "; EXPIRE:", "; PAD: (2 bytes)", "; TCP KEEPALIVE: 01 (\".\")", "; NSID:", "; OPT=4: 71 (\"q\")",
        ],
        DigOpt.Lines(Record(), default));

    [Fact]
    public void Options_are_entries_of_YAML() => Assert.Equal(
        [
            "version: 0", "flags: do", "MBZ: 0x0010", "udp: 1232", "EDE:", "  INFO-CODE: 18 (Prohibited)", "  EXTRA-TEXT: \"it's no\"", "EDE:", "  INFO-CODE: 3 (Stale Answer)", "",
            "KEY-TAG: 4660, 7", "EXPIRE:", "PAD: 00 00 (\"..\")", "TCP-KEEPALIVE: 01 (\".\")", "NSID:", "OPT=4: 71 (\"q\")",
        ],
        DigOpt.YamlLines(Record(), default));

    private static EdnsView Record()
    {
        EdnsRecord edns = EdnsRecord.Default with
        {
            DnssecOk = true,
            ReservedFlags = 0x10,
            Options =
            [
                Option(15, Denied), Option(15, [0, 3]), Option(14, [0x12, 0x34, 0, 7]), Option(9, []), Option(12, [0, 0]), Option(11, [1]), Option(3, []), Option(4, [(byte)'q']),
            ],
        };
        DnsMessageWriter writer = new(new byte[512]);
        writer.TryWriteHeader(1, Opcode.Query, DnsFlags.QR);
        writer.TryWriteQuestion(new DnsQuestion(DomainName.Root, DnsType.A, DnsClass.IN));
        writer.TryWriteEdns(edns, 1232);
        Assert.True(DnsMessageView.TryParse(writer.Written.ToArray(), out DnsMessageView message, out _));
        Assert.True(message.TryGetEdns(out EdnsView view));
        return view;
    }

    private static UnknownOption Option(int code, byte[] data) => new((EdnsOptionCode)code, data);
}
