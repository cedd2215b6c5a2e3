using Nomen.Dns.Names;
using Nomen.Dns.Wire;

namespace Nomen.Dns.Messages;

/// <summary>A name inside a validated message, perhaps compressed. Lives as long as the message's span.</summary>
public readonly ref struct NameView
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _offset;

    internal NameView(ReadOnlySpan<byte> message, int offset)
    {
        _message = message;
        _offset = offset;
    }

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => _message[_offset] == 0;

    /// <summary>Where its first label stands: behind the pointer, when it starts with one. Equal starts mean equal names.</summary>
    internal int Start => _message[_offset] < 0xc0 ? _offset : ((_message[_offset] & 0x3f) << 8) | _message[_offset + 1];

    /// <summary>Writes the uncompressed wire form and returns its length; the destination has 255 octets or more.</summary>
    public int CopyTo(Span<byte> destination) => NameScan.Expand(_message, _offset, destination);

    /// <summary>Whether it is this name, without case.</summary>
    public bool Equals(DomainName name) => NameScan.EqualsIgnoreCase(_message, _offset, name.Wire);

    /// <summary>Whether it is this name or lies below it, without case.</summary>
    public bool IsAtOrBelow(DomainName name) => NameScan.IsAtOrBelow(_message, _offset, name.Wire);

    /// <summary>An owned copy.</summary>
    public DomainName ToDomainName()
    {
        int position = _offset;
        return NameScan.Read(_message, ref position);
    }

    /// <summary>Presentation form.</summary>
    public override string ToString() => ToDomainName().ToString();
}
