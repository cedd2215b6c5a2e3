using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;

namespace Nomen.Server.Tests.Listeners;

/// <summary>What a fake upstream's response holds.</summary>
internal sealed class RecordList
{
    internal List<(DnsSection Section, ResourceRecord Record)> Items { get; } = [];

    /// <summary>Records behind the OPT.</summary>
    internal List<(DnsSection Section, ResourceRecord Record)> Late { get; } = [];

    internal EdnsRecord? Edns { get; set; }

    internal void Add(DnsSection section, DomainName owner, Rdata data) => Items.Add((section, new ResourceRecord(owner, 60, data)));

    internal void Add(DnsSection section, string owner, Rdata data) => Add(section, DomainName.Parse(owner), data);
}
