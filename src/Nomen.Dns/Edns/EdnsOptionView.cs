namespace Nomen.Dns.Edns;

/// <summary>One option of a validated message, read in place. Lives as long as the message's span.</summary>
public readonly ref struct EdnsOptionView
{
    internal EdnsOptionView(EdnsOptionCode code, ReadOnlySpan<byte> data)
    {
        Code = code;
        Data = data;
    }

    /// <summary>Option code.</summary>
    public EdnsOptionCode Code { get; }

    /// <summary>The option's data.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Reads the option into an object; one that breaks its own rules becomes an <see cref="UnknownOption"/>.</summary>
    public EdnsOption ToOption() => EdnsOptionReader.Read(Code, Data);
}
