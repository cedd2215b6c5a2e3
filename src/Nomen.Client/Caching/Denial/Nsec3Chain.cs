using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Dns.Wire;

namespace Nomen.Client.Caching.Denial;

/// <summary>The NSEC3 records of a zone that share salt and iterations: only those prove something together (RFC 5155 section 8.2).</summary>
internal sealed class Nsec3Chain
{
    /// <summary>Questions in a row whose hashes proved nothing, after which most are spared them.</summary>
    private const int Patience = 64;

    /// <summary>Then one in so many is hashed, to see whether that changed.</summary>
    private const int Rest = 16;

    private readonly byte[] _salt;
    private int _inVain;

    public Nsec3Chain(DomainName apex, Nsec3Data parameters)
    {
        _salt = parameters.Salt.ToArray();
        Iterations = parameters.Iterations;
        Hash(apex.Wire, ApexHash);
    }

    /// <summary>Additional iterations of the hash.</summary>
    public int Iterations { get; }

    /// <summary>Hash of the zone's name, which every search starts from.</summary>
    public byte[] ApexHash { get; } = new byte[Nsec3Hash.Length];

    /// <summary>The records in the order of their hashes.</summary>
    public OrderedRrsets Rrsets { get; } = new();

    /// <summary>Blocks of SHA-1 that one hash takes: 9 octets of each input are the hash's own, a block has 64.</summary>
    public int BlocksPerHash => (1 + Iterations) * ((Nsec3Hash.Length + _salt.Length + 9 + 63) / 64);

    /// <summary>Whether a record belongs to this chain.</summary>
    public bool HasParametersOf(Nsec3Data record) => record.Iterations == Iterations && record.Salt.Span.SequenceEqual(_salt);

    /// <summary>Hashes a name.</summary>
    public void Hash(ReadOnlySpan<byte> name, Span<byte> hash) => Nsec3Hash.Compute(name, _salt, Iterations, hash);

    /// <summary>
    /// Whether to hash for this question. A zone of delegations with opt-out, say, proves next to nothing: when many questions in a
    /// row came to nothing, only some are tried until one succeeds.
    /// </summary>
    public bool IsWorthHashing()
    {
        if (Volatile.Read(ref _inVain) < Patience)
        {
            return true;
        }

        if (Interlocked.Increment(ref _inVain) < Patience + Rest)
        {
            return false;
        }

        Volatile.Write(ref _inVain, Patience);
        return true;
    }

    /// <summary>Tells whether the hashes of a question proved something.</summary>
    public void Note(bool proved)
    {
        // Written only when it changes: one chain is read by many threads.
        int inVain = Volatile.Read(ref _inVain);
        if (proved && inVain != 0)
        {
            Volatile.Write(ref _inVain, 0);
        }
        else if (!proved && inVain < Patience)
        {
            Interlocked.Increment(ref _inVain);
        }
    }
}
