using System.Globalization;
using Nomen.Dns.Messages;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Registries;
using Nomen.Dns.Transports;
using Nomen.Dns.Wire;

namespace Nomen.Benchmarks.Cache;

/// <summary>A signed zone of numbered names behind a validator: denies everything, with proofs. Signatures are dummies of the usual length.</summary>
internal sealed class DenyingUpstream : IDnsTransport
{
    private static readonly DomainName Zone = DomainName.Parse("example");
    private static readonly TypeBitmap Types = new(DnsType.A, DnsType.RRSIG, DnsType.NSEC);
    private static readonly TypeBitmap ApexTypes = new(DnsType.NS, DnsType.SOA, DnsType.RRSIG, DnsType.NSEC);

    private readonly bool _isHashed;
    private readonly (byte[] Key, DomainName Name)[] _owners;

    public DenyingUpstream(int names, bool isHashed)
    {
        _isHashed = isHashed;
        DomainName[] owners = [Zone, .. Enumerable.Range(0, names).Select(static i => DomainName.Parse(string.Create(CultureInfo.InvariantCulture, $"host{i:D6}.example")))];
        _owners = [.. owners.Select(name => (KeyOf(name), name)).OrderBy(static owner => Convert.ToHexString(owner.Item1), StringComparer.Ordinal)];
    }

    /// <summary>How often it was asked.</summary>
    public long Asked { get; private set; }

    /// <inheritdoc/>
    public ValueTask<DnsResponse> SendAsync(DnsRequest request, CancellationToken cancellationToken = default)
    {
        Asked++;
        DomainName name = request.Question!.Value.Name;
        DnsMessageWriter writer = new(new byte[4096]);
        writer.TryWriteHeader(0, Opcode.Query, DnsFlags.QR | DnsFlags.RD | DnsFlags.RA | DnsFlags.AD, Rcode.NxDomain);
        writer.TryWriteQuestion(request.Question!.Value);
        List<ValidatedRrset> rrsets = [];
        Write(ref writer, rrsets, Zone, new SoaData(Zone.Prepend("ns"u8), Zone.Prepend("admin"u8), 1, 7200, 3600, 1_209_600, 3600));
        foreach (int proof in (int[])[.. new[] { IndexOf(Zone), IndexOf(name), IndexOf(Zone.Prepend("*"u8)) }.Distinct()])
        {
            (byte[] key, DomainName owner) = _owners[proof];
            (byte[] nextKey, DomainName next) = _owners[(proof + 1) % _owners.Length];
            TypeBitmap types = owner == Zone ? ApexTypes : Types;
            byte[] label = new byte[Nsec3Hash.LabelLength];
            if (_isHashed)
            {
                Nsec3Hash.WriteLabel(key, label);
                Write(ref writer, rrsets, Zone.Prepend(label), new Nsec3Data(Nsec3Hash.Algorithm, 0, 0, ReadOnlyMemory<byte>.Empty, nextKey, types));
            }
            else
            {
                Write(ref writer, rrsets, owner, new NsecData(next, types));
            }
        }

        return ValueTask.FromResult(new DnsResponse(DnsMessage.Parse(writer.Written)) { Validation = new ResponseValidation(SecurityStatus.Secure, [.. rrsets]) });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void Write(ref DnsMessageWriter writer, List<ValidatedRrset> rrsets, DomainName owner, Rdata data)
    {
        RrsigData signature = new(data.Type, DnssecAlgorithm.EcdsaP256Sha256, (byte)owner.LabelCount, 3600, 2_000_000_000, 1_000_000_000, 1, Zone, new byte[64]);
        writer.TryWriteRecord(DnsSection.Authority, new ResourceRecord(owner, 3600, data));
        writer.TryWriteRecord(DnsSection.Authority, new ResourceRecord(owner, 3600, signature));
        rrsets.Add(new ValidatedRrset(DnsSection.Authority, owner, data.Type, SecurityStatus.Secure) { AllowedTtl = 3600, Signer = Zone });
    }

    private int IndexOf(DomainName name)
    {
        byte[] key = KeyOf(name);
        int index = Array.FindLastIndex(_owners, owner => owner.Key.AsSpan().SequenceCompareTo(key) <= 0);
        return index < 0 ? _owners.Length - 1 : index;
    }

    private byte[] KeyOf(DomainName name)
    {
        byte[] key = new byte[NameKey.MaxLength];
        if (_isHashed)
        {
            Nsec3Hash.Compute(name.Wire, [], 0, key);
            return key[..Nsec3Hash.Length];
        }

        return key[..NameKey.Write(name.Wire, key)];
    }
}
