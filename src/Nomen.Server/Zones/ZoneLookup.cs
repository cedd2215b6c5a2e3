using System.Diagnostics.CodeAnalysis;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;

namespace Nomen.Server.Zones;

/// <summary>Answers one question from zones: the algorithm of RFC 1034 section 4.3.2, as changed by RFC 2308, RFC 4035, RFC 4592, RFC 6672 and RFC 8482.</summary>
/// <remarks>
/// <para>1. Set or clear RA and see whether to recurse: never here; the message says so.</para>
/// <para>2. Find the zone that is the nearest ancestor of the query name; for DS, the one above a cut (RFC 4035 section 3.1.4.1).</para>
/// <para>3. Match down, label by label, in the zone. a: the whole name matches. b: a cut takes us out of the zone: a referral. c: a label
/// is missing: a DNAME above redirects (RFC 6672), or a wildcard stands in (RFC 4592), or the name does not exist (RFC 2308).</para>
/// <para>4. Match down in the cache: there is none here. 5. Local data: none either.</para>
/// <para>6. Add what helps to the additional section.</para>
/// <para>An alias starts again at step 2 with its target, within a limit.</para>
/// </remarks>
internal readonly struct ZoneLookup
{
    /// <summary>Aliases followed for one question: as many as a resolver follows (Unbound: 11), so that a longer chain costs nobody more.</summary>
    private const int MaxAliases = 11;

    private readonly ZoneSet _zones;
    private readonly DnsQuestion _question;
    private readonly bool _dnssecOk;
    private readonly ZoneAnswer _answer;

    private ZoneLookup(ZoneSet zones, in DnsQuestion question, bool dnssecOk, ZoneAnswer answer)
    {
        _zones = zones;
        _question = question;
        _dnssecOk = dnssecOk;
        _answer = answer;
    }

    /// <summary>Finds the answer.</summary>
    public static ZoneAnswer Answer(ZoneSet zones, in DnsQuestion question, bool dnssecOk)
    {
        ZoneAnswer answer = new();
        new ZoneLookup(zones, question, dnssecOk, answer).Run();
        return answer;
    }

    private void Run()
    {
        DomainName? name = _question.Name;
        for (int aliases = 0; name is { } current && aliases <= MaxAliases; aliases++)
        {
            // 2.
            if (!TryChooseZone(current, out Zone? zone))
            {
                // Not ours at all; or a chain that leaves our zones, which the asker follows.
                _answer.Rcode = aliases == 0 ? Rcode.Refused : Rcode.NoError;
                break;
            }

            // 3.
            name = Match(zone, current, isFirst: aliases == 0);
        }

        // 6.
        ZoneAdditional.Add(_zones, _question.Class, _dnssecOk, _answer);
    }

    private bool TryChooseZone(DomainName name, [NotNullWhen(true)] out Zone? zone)
    {
        bool found = _zones.TryFind(name, _question.Class, out zone);
        if (found && _question.Type == DnsType.DS && zone!.Apex == name && _zones.TryFindAbove(name, _question.Class, out Zone? parent))
        {
            zone = parent;
        }

        return found;
    }

    /// <summary>Step 3; returns the target of an alias, at which to start again, or null at the end.</summary>
    private DomainName? Match(Zone zone, DomainName name, bool isFirst)
    {
        ZoneMatch match = ZoneMatch.Find(zone, name);
        bool isCut = match.Kind == ZoneMatchKind.Cut && !(_question.Type == DnsType.DS && match.Node.Owner == name);
        if (isFirst)
        {
            _answer.IsAuthoritative = !isCut;
        }

        if (isCut)
        {
            // 3b.
            Refer(zone, match.Node);
            return null;
        }

        switch (match.Kind)
        {
            case ZoneMatchKind.Dname:
                return Redirect(match.Node, name);

            case ZoneMatchKind.Missing when zone.TryFindWildcard(match.Node.Owner, out ZoneNode? wildcard):
                // 3c. RFC 4592 section 3.3.1: the wildcard at the closest encloser is the source of synthesis.
                return FromNode(zone, wildcard, name);

            case ZoneMatchKind.Missing:
                Deny(zone, Rcode.NxDomain);
                AddDenial(zone, name, match.Node.Owner);
                return null;

            default:
                // 3a.
                return FromNode(zone, match.Node, name);
        }
    }

    /// <summary>3a, and 3c for a wildcard: the records of a node, under the name that was asked for.</summary>
    private DomainName? FromNode(Zone zone, ZoneNode node, DomainName name)
    {
        bool isExpanded = node.Owner != name;
        if (TryAddRecords(node, name))
        {
            if (isExpanded)
            {
                AddDenial(zone, name);
            }

            return null;
        }

        if (node.TryFind(DnsType.CNAME, out ZoneRrset? cname))
        {
            if (_answer.Contains(cname, name))
            {
                // A loop: it is told once.
                return null;
            }

            Add(_answer.Answers, cname, name);
            if (isExpanded)
            {
                AddDenial(zone, name);
            }

            return cname.Targets[0];
        }

        Deny(zone, Rcode.NoError);
        AddNoDataProof(zone, node, name, isExpanded);
        return null;
    }

    private bool TryAddRecords(ZoneNode node, DomainName name)
    {
        switch (_question.Type)
        {
            case DnsType.ANY:
                // RFC 8482 section 4.1: one RRset is enough of an answer to ANY.
                foreach (ZoneRrset rrset in node.Rrsets)
                {
                    if (!rrset.Records.IsEmpty)
                    {
                        Add(_answer.Answers, rrset, name);
                        return true;
                    }
                }

                return false;

            case DnsType.RRSIG:
                foreach (ZoneRrset rrset in node.Rrsets)
                {
                    if (!rrset.Signatures.IsEmpty)
                    {
                        _answer.Answers.Add(new AnswerPart(rrset.SignatureSet, name));
                    }
                }

                return _answer.Answers is [.., { Rrset.Type: DnsType.RRSIG }];

            default:
                bool found = node.TryFind(_question.Type, out ZoneRrset? exact);
                if (found)
                {
                    Add(_answer.Answers, exact!, name);
                }

                return found;
        }
    }

    /// <summary>3c for a DNAME (RFC 6672 section 3.2): the DNAME, the CNAME made from it, and on with the new name.</summary>
    private DomainName? Redirect(ZoneNode node, DomainName name)
    {
        node.TryFind(DnsType.DNAME, out ZoneRrset? dname);
        if (!_answer.Contains(dname!, node.Owner))
        {
            Add(_answer.Answers, dname!, node.Owner);
        }

        DomainName target = dname!.Targets[0];
        int head = name.Length - node.Owner.Length;
        if (head + target.Length > DomainName.MaxLength)
        {
            // RFC 6672 section 2.2: the new name would be too long.
            _answer.Rcode = Rcode.YxDomain;
            return null;
        }

        Span<byte> wire = stackalloc byte[DomainName.MaxLength];
        name.Wire[..head].CopyTo(wire);
        target.Wire.CopyTo(wire[head..]);
        DomainName renamed = DomainName.FromWire(wire[..(head + target.Length)]);
        ResourceRecord made = dname.Records[0] with { Owner = name, Type = DnsType.CNAME, Data = new CnameData(renamed) };
        _answer.Answers.Add(new AnswerPart(new ZoneRrset(name, DnsType.CNAME, [made], []), name));
        return _question.Type is DnsType.CNAME or DnsType.ANY ? null : renamed;
    }

    /// <summary>3b: NS of the cut in the authority section, with DS or the proof that there is none (RFC 4035 section 3.1.4).</summary>
    private void Refer(Zone zone, ZoneNode cut)
    {
        _answer.Rcode = Rcode.NoError;
        if (cut.TryFind(DnsType.NS, out ZoneRrset? servers))
        {
            // NS at a cut is the child's data here: never signed.
            _answer.Authority.Add(new AnswerPart(servers, cut.Owner));
        }

        if (_dnssecOk && (cut.TryFind(DnsType.DS, out ZoneRrset? proof) || cut.TryFind(DnsType.NSEC, out proof)))
        {
            Add(_answer.Authority, proof, cut.Owner);
        }
    }

    private void Deny(Zone zone, Rcode rcode)
    {
        _answer.Rcode = rcode;
        Add(_answer.Authority, zone.NegativeSoa, zone.Apex);
    }

    /// <summary>RFC 4035 sections 3.1.3.1 and 3.1.3.4: which NSEC shows that a name has no such type.</summary>
    private void AddNoDataProof(Zone zone, ZoneNode node, DomainName name, bool isExpanded)
    {
        if (!_dnssecOk)
        {
            return;
        }

        if (node.TryFind(DnsType.NSEC, out ZoneRrset? own))
        {
            AddOnce(own);
        }

        // An empty non-terminal has no NSEC of its own, and a wildcard's tells nothing about the name that it stands for.
        if (isExpanded || own is null)
        {
            AddDenial(zone, name);
        }
    }

    /// <summary>The NSEC that covers a name and, with a closest encloser, the one that covers the wildcard there (RFC 4035 section 3.1.3.2).</summary>
    private void AddDenial(Zone zone, DomainName name, DomainName? encloser = null)
    {
        if (!_dnssecOk || zone.NsecOwners.IsEmpty)
        {
            return;
        }

        AddOnce(ZoneDenial.Covering(zone, name));
        if (encloser is { } above && above.Length + 2 <= DomainName.MaxLength)
        {
            AddOnce(ZoneDenial.Covering(zone, above.Prepend("*"u8)));
        }
    }

    private void AddOnce(ZoneRrset rrset)
    {
        if (!_answer.Contains(rrset, rrset.Owner))
        {
            Add(_answer.Authority, rrset, rrset.Owner);
        }
    }

    private void Add(List<AnswerPart> section, ZoneRrset rrset, DomainName owner)
    {
        section.Add(new AnswerPart(rrset, owner));
        if (_dnssecOk && !rrset.Signatures.IsEmpty)
        {
            section.Add(new AnswerPart(rrset.SignatureSet, owner));
        }
    }
}
