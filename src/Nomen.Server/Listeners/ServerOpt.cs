using System.Buffers.Binary;
using System.Text;
using Nomen.Dns.Edns;
using Nomen.Dns.Messages;
using Nomen.Dns.Registries;
using Nomen.Server.Cookies;

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

    /// <summary>Starts the record of one response with what the client asked for of the server itself.</summary>
    /// <param name="buffer">At least <see cref="MaxLength"/> octets.</param>
    /// <param name="options">The server's rules.</param>
    /// <param name="identity">The server's identity, for NSID.</param>
    /// <param name="rcode">Response code of the response.</param>
    /// <param name="asker">What shapes the response.</param>
    /// <param name="keepalive">How long the client's connection may be idle.</param>
    public static ServerOpt Start(
        Span<byte> buffer, DnsServerOptions options, scoped ReadOnlySpan<byte> identity, Rcode rcode, in AskerTraits asker, TimeSpan keepalive)
    {
        // FORMERR is never longer than the query (docs/threats.md G2), so nothing of what was asked for goes with it.
        bool takesOptions = rcode != Rcode.FormErr;
        ServerOpt opt = new(buffer, options.MaxUdpPayload, asker, rcode);
        if (takesOptions && asker.WantsNsid)
        {
            opt.AddNsid(identity);
        }

        if (takesOptions && asker.WantsKeepalive)
        {
            opt.AddKeepalive(keepalive);
        }

        if (takesOptions && asker.Cookie.IsGiven)
        {
            opt.AddCookie(asker.Cookie);
        }

        return opt;
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

    /// <summary>Puts the upper 8 bits of a response code in (RFC 6891 section 6.1.3).</summary>
    public readonly void Extend(Rcode rcode) => _buffer[5] = (byte)((int)rcode >> 4);

    /// <summary>Takes away what was added since the record was so long.</summary>
    public void CutTo(int length)
    {
        _length = length;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[9..], (ushort)(length - FixedLength));
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

    /// <summary>Adds the client subnet of a transport's response, for a client that sent one (RFC 7871 section 7.2.2).</summary>
    public void AddClientSubnet(scoped DnsMessageView response)
    {
        if (response.TryGetEdns(out EdnsView edns) && edns.TryGetOption(EdnsOptionCode.ClientSubnet, out ReadOnlySpan<byte> data))
        {
            Add(EdnsOptionCode.ClientSubnet, data);
        }
    }

    /// <summary>Adds the client's cookie and ours (RFC 7873 section 4).</summary>
    public void AddCookie(in CookieReply cookie)
    {
        Span<byte> both = stackalloc byte[CookieReply.Length];
        cookie.Write(both);
        Add(EdnsOptionCode.Cookie, both);
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
        if (response.TryGetEdns(out EdnsView edns))
        {
            AddErrors(edns.OptionOctets);
        }
    }

    /// <summary>Adds the extended errors among options in wire form, as they are.</summary>
    public void AddErrors(scoped ReadOnlySpan<byte> options)
    {
        int left = MostErrors;
        while (options.Length >= 4 && left > 0)
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
        // A layer and the upstream's OPT may say the same: once is enough.
        if (_length + 4 + data.Length > _buffer.Length || Holds(code, data))
        {
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(_buffer[_length..], (ushort)code);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[(_length + 2)..], (ushort)data.Length);
        data.CopyTo(_buffer[(_length + 4)..]);
        _length += 4 + data.Length;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[9..], (ushort)(_length - FixedLength));
    }

    private readonly bool Holds(EdnsOptionCode code, scoped ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> options = _buffer[FixedLength.._length];
        while (!options.IsEmpty)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(options) == (ushort)code && options.Slice(4, length).SequenceEqual(data))
            {
                return true;
            }

            options = options[(4 + length)..];
        }

        return false;
    }
}
