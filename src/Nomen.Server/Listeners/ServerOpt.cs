using System.Buffers.Binary;
using System.Text;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;

namespace Nomen.Server.Listeners;

/// <summary>The server's own OPT record of one response: what the hop to the client needs, and the errors to report (RFC 6891, RFC 8914).</summary>
internal ref struct ServerOpt
{
    /// <summary>Room that always suffices: the fixed part, NSID, keepalive and a few errors.</summary>
    public const int MaxLength = 1024;

    private const int FixedLength = 11;

    // Text for a person; a few words are enough, and they cost everybody on the way octets.
    private const int MostErrorText = 128;
    private const int MostErrors = 4;

    private readonly Span<byte> _buffer;
    private int _length;

    /// <summary>Starts the record in a buffer of <see cref="MaxLength"/> octets.</summary>
    public ServerOpt(Span<byte> buffer, int payloadSize, in AskerTraits asker, Rcode rcode)
    {
        _buffer = buffer;
        _length = FixedLength;
        buffer[0] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[1..], (ushort)DnsType.OPT);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[3..], (ushort)payloadSize);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[5..], ((uint)rcode >> 4 << 24) | (asker.DnssecOk ? 0x8000u : 0));
        BinaryPrimitives.WriteUInt16BigEndian(buffer[9..], 0);
    }

    /// <summary>The record with its options.</summary>
    public readonly ReadOnlySpan<byte> Whole => _buffer[.._length];

    /// <summary>The record without options, for a response that has no room for them.</summary>
    public readonly ReadOnlySpan<byte> Bare
    {
        get
        {
            BinaryPrimitives.WriteUInt16BigEndian(_buffer[9..], 0);
            return _buffer[..FixedLength];
        }
    }

    /// <summary>Adds the server's identity (RFC 5001).</summary>
    public void AddNsid(scoped ReadOnlySpan<byte> identity) => Add(EdnsOptionCode.Nsid, identity);

    /// <summary>Adds how long the connection may be idle (RFC 7828 section 3.1), in units of 100 ms.</summary>
    public void AddKeepalive(TimeSpan idle)
    {
        Span<byte> tenths = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(tenths, (ushort)Math.Min(ushort.MaxValue, idle.TotalMilliseconds / 100));
        Add(EdnsOptionCode.TcpKeepalive, tenths);
    }

    /// <summary>Adds extended errors.</summary>
    public void AddErrors(params scoped ReadOnlySpan<ExtendedError> errors)
    {
        Span<byte> data = stackalloc byte[2 + MostErrorText];
        foreach (ExtendedError error in errors[..Math.Min(errors.Length, MostErrors)])
        {
            BinaryPrimitives.WriteUInt16BigEndian(data, (ushort)error.InfoCode);
            Encoding.UTF8.TryGetBytes(error.Text, data[2..], out int text);
            Add(EdnsOptionCode.ExtendedError, data[..(2 + text)]);
        }
    }

    /// <summary>Adds the extended errors of an upstream's OPT, as they are.</summary>
    public void AddErrors(scoped DnsMessageView response)
    {
        if (!response.TryGetEdns(out EdnsView edns))
        {
            return;
        }

        int left = MostErrors;
        for (ReadOnlySpan<byte> options = edns.OptionOctets; options.Length >= 4 && left > 0;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(options) == (ushort)EdnsOptionCode.ExtendedError && length is >= 2 and <= 2 + MostErrorText)
            {
                Add(EdnsOptionCode.ExtendedError, options.Slice(4, length));
                left--;
            }

            options = options[(4 + length)..];
        }
    }

    private void Add(EdnsOptionCode code, scoped ReadOnlySpan<byte> data)
    {
        if (_length + 4 + data.Length > _buffer.Length)
        {
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(_buffer[_length..], (ushort)code);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[(_length + 2)..], (ushort)data.Length);
        data.CopyTo(_buffer[(_length + 4)..]);
        _length += 4 + data.Length;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[9..], (ushort)(_length - FixedLength));
    }
}
