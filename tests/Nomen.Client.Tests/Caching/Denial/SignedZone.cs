using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Client.Tests.Caching.Denial;

/// <summary>A signed zone and its authoritative server, as plainly as RFC 1034, 4592, 4035 and 5155 can be written down; signatures are dummies.</summary>
internal sealed class SignedZone
{
    public static readonly DomainName DefaultApex = DomainName.Parse("example");

    private readonly SortedDictionary<DomainName, HashSet<DnsType>> _nodes = [];

    /// <summary>Nodes as lines: a name below the apex ("@" for itself), then its types.</summary>
    public SignedZone(DenialScheme scheme, params string[] nodes)
        : this(DefaultApex, scheme, nodes)
    {
    }

    /// <summary>The same for another zone than <see cref="DefaultApex"/>.</summary>
    public SignedZone(DomainName apex, DenialScheme scheme, params string[] nodes)
    {
        Apex = apex;
        Scheme = scheme;
        Add("@ SOA NS DNSKEY");
        foreach (string node in nodes)
        {
            Add(node);
        }
    }

    public DomainName Apex { get; }

    public DenialScheme Scheme { get; }

    /// <summary>Whose signatures these are, when they are not the zone's own.</summary>
    public DomainName? ForeignSigner { get; set; }

    public DomainName Signer => ForeignSigner ?? Apex;

    /// <summary>Labels that signatures name, when they are to be wrong.</summary>
    public int? SignatureLabels { get; set; }

    /// <summary>Has the last word on what a validator says.</summary>
    public Func<ValidatedRrset, ValidatedRrset> Judge { get; set; } = static rrset => rrset;

    /// <summary>Has the last word on the data of proofs.</summary>
    public Func<Rdata, Rdata> Forge { get; set; } = static data => data;

    public uint Ttl { get; set; } = 300;

    public uint ProofTtl { get; set; } = 600;

    public uint SoaTtl { get; set; } = 900;

    public uint Minimum { get; set; } = 600;

    public byte[] Salt { get; set; } = [];

    public ushort Iterations { get; set; }

    public IEnumerable<DomainName> Names => _nodes.Keys;

    public void Add(string node)
    {
        string[] parts = node.Split(' ');
        _nodes[NameOf(parts[0])] = [.. parts[1..].Select(Enum.Parse<DnsType>)];
    }

    public void Remove(string name) => _nodes.Remove(NameOf(name));

    public DomainName NameOf(string name) => name == "@" ? Apex : DomainName.Parse(name).Concat(Apex);

    public DnsResponse Respond(DnsRequest request) => Answer(request.Question!.Value).ToResponse(request);

    /// <summary>What the zone says (RFC 1034 section 4.3.2).</summary>
    public ZoneReply Answer(DnsQuestion question)
    {
        ZoneReply reply = new(this, question);
        DomainName name = question.Name;
        for (int labels = Apex.LabelCount + 1; labels <= name.LabelCount; labels++)
        {
            DomainName at = name.Suffix(labels);
            if (!_nodes.TryGetValue(at, out HashSet<DnsType>? types))
            {
                continue;
            }

            if (types.Contains(DnsType.NS) && !(question.Type == DnsType.DS && at == name))
            {
                return Refer(reply, at, types);
            }

            if (types.Contains(DnsType.DNAME) && at != name)
            {
                return reply
                    .Add(DnsSection.Answer, at, DataOf(DnsType.DNAME), Ttl)
                    .Add(DnsSection.Answer, name, new CnameData(name.Suffix(1).Concat(DomainName.Parse("moved.test"))), Ttl, isSigned: false);
            }
        }

        if (_nodes.TryGetValue(name, out HashSet<DnsType>? own))
        {
            return AnswerFrom(reply, name, own, question.Type, wildcard: null);
        }

        if (Exists(name))
        {
            return Deny(reply, Rcode.NoError, name);
        }

        DomainName wildcard = EncloserOf(name, Exists).Prepend("*"u8);
        if (_nodes.TryGetValue(wildcard, out HashSet<DnsType>? source))
        {
            return AnswerFrom(reply, name, source, question.Type, wildcard);
        }

        return Deny(reply, Exists(wildcard) ? Rcode.NoError : Rcode.NxDomain, name, wildcard);
    }

    private ZoneReply AnswerFrom(ZoneReply reply, DomainName name, HashSet<DnsType> types, DnsType type, DomainName? wildcard)
    {
        DnsType found = types.Contains(type) ? type : DnsType.CNAME;
        if (!types.Contains(found))
        {
            return Deny(reply, Rcode.NoError, name, wildcard);
        }

        reply.Add(DnsSection.Answer, name, DataOf(found), found == DnsType.SOA ? SoaTtl : Ttl, wildcard);
        if (wildcard is not null)
        {
            AddCover(reply, name);
        }

        return reply;
    }

    private ZoneReply Refer(ZoneReply reply, DomainName cut, HashSet<DnsType> types)
    {
        reply.Add(DnsSection.Authority, cut, DataOf(DnsType.NS), Ttl, isSigned: false);
        if (types.Contains(DnsType.DS))
        {
            return reply.Add(DnsSection.Authority, cut, DataOf(DnsType.DS), Ttl);
        }

        AddMatchOrCover(reply, cut);
        return reply;
    }

    private ZoneReply Deny(ZoneReply reply, Rcode rcode, DomainName name, DomainName? wildcard = null)
    {
        reply.Rcode = rcode;
        reply.Add(DnsSection.Authority, Apex, DataOf(DnsType.SOA), SoaTtl);
        AddMatchOrCover(reply, name);
        if (wildcard is not null)
        {
            AddProof(reply, wildcard.Value);
        }

        return reply;
    }

    /// <summary>The record that matches the name; else those that show that it does not exist.</summary>
    private void AddMatchOrCover(ZoneReply reply, DomainName name)
    {
        if (Scheme != DenialScheme.Nsec && !HasProof(name))
        {
            AddProof(reply, EncloserOf(name, HasProof));
            AddCover(reply, name);
            return;
        }

        AddProof(reply, name);
    }

    private void AddCover(ZoneReply reply, DomainName name)
    {
        // RFC 5155 section 7.2.1: NSEC3 shows the next closer name, NSEC the name itself.
        AddProof(reply, Scheme == DenialScheme.Nsec ? name : name.Suffix(EncloserOf(name, HasProof).LabelCount + 1));
    }

    /// <summary>The record that matches or covers a name.</summary>
    private void AddProof(ZoneReply reply, DomainName name)
    {
        if (Scheme == DenialScheme.Nsec)
        {
            DomainName[] owners = [.. _nodes.Keys];
            int at = Array.FindLastIndex(owners, owner => owner.CompareTo(name) <= 0);
            TypeBitmap types = new([.. _nodes[owners[at]], DnsType.RRSIG, DnsType.NSEC]);
            reply.Add(DnsSection.Authority, owners[at], Forge(new NsecData(owners[(at + 1) % owners.Length], types)), ProofTtl);
            return;
        }

        (byte[] Hash, DomainName Name)[] hashes = [.. ProofNames().Select(owner => (Hash(owner), owner)).OrderBy(static pair => Convert.ToHexString(pair.Item1), StringComparer.Ordinal)];
        byte[] hash = Hash(name);
        int index = Array.FindLastIndex(hashes, pair => pair.Hash.AsSpan().SequenceCompareTo(hash) <= 0);
        index = index < 0 ? hashes.Length - 1 : index;
        HashSet<DnsType> present = _nodes.GetValueOrDefault(hashes[index].Name) ?? [];
        TypeBitmap bitmap = new(present.Count == 0 ? [] : present.SetEquals([DnsType.NS]) ? [DnsType.NS] : [.. present, DnsType.RRSIG]);
        byte flags = Scheme == DenialScheme.Nsec3OptOut ? (byte)1 : (byte)0;
        Nsec3Data data = new(1, flags, Iterations, Salt, hashes[(index + 1) % hashes.Length].Hash, bitmap);
        byte[] label = new byte[Nsec3Hash.LabelLength];
        Nsec3Hash.WriteLabel(hashes[index].Hash, label);
        reply.Add(DnsSection.Authority, Apex.Prepend(label), Forge(data), ProofTtl);
    }

    private byte[] Hash(DomainName name)
    {
        byte[] hash = new byte[Nsec3Hash.Length];
        Nsec3Hash.Compute(name.Wire, Salt, Iterations, hash);
        return hash;
    }

    /// <summary>Whether the name has records, or names with records below it (RFC 4592 section 2.2.2).</summary>
    private bool Exists(DomainName name) => _nodes.Keys.Any(node => node.IsAtOrBelow(name));

    /// <summary>Whether there is a proof record for a name; with opt-out, insecure delegations have none (RFC 5155 section 6).</summary>
    private bool HasProof(DomainName name) => ProofNames().Contains(name);

    private HashSet<DomainName> ProofNames()
    {
        HashSet<DomainName> names = [];
        foreach ((DomainName node, HashSet<DnsType> types) in _nodes)
        {
            if (Scheme == DenialScheme.Nsec3OptOut && node != Apex && types.Contains(DnsType.NS) && !types.Contains(DnsType.DS))
            {
                continue;
            }

            names.Add(Apex);
            for (DomainName name = node; name != Apex; name = name.Parent)
            {
                names.Add(name);
            }
        }

        return names;
    }

    private static DomainName EncloserOf(DomainName name, Func<DomainName, bool> exists)
    {
        while (!exists(name))
        {
            name = name.Parent;
        }

        return name;
    }

    private Rdata DataOf(DnsType type) => type switch
    {
        DnsType.SOA => new SoaData(NameOf("ns"), NameOf("admin"), 1, 7200, 3600, 1_209_600, Minimum),
        DnsType.A => Rdata.Parse(type, "192.0.2.1"),
        DnsType.AAAA => Rdata.Parse(type, "2001:db8::1"),
        DnsType.TXT => Rdata.Parse(type, "text"),
        DnsType.MX => Rdata.Parse(type, "10 mail.test."),
        DnsType.DS => Rdata.Parse(type, "1 13 2 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF"),
        DnsType.DNSKEY => Rdata.Parse(type, "257 3 13 AAAA"),
        DnsType.NS or DnsType.CNAME or DnsType.DNAME => Rdata.Parse(type, "target.test."),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The zone has no data of this type."),
    };
}
