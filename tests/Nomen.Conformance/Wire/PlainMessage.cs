using System.Collections.Immutable;

namespace Nomen.Conformance.Wire;

/// <summary>A message as the second reader sees it. Shares no code with the product's reader, so that a fault there cannot hide itself.</summary>
internal sealed record PlainMessage
{
    public const ushort AD = 0x0020;
    public const ushort CD = 0x0010;
    public const ushort RD = 0x0100;
    public const ushort QR = 0x8000;

    /// <summary>QR AA TC RD RA AD CD: the bits that the word <c>flags</c> compares.</summary>
    public const ushort ComparedFlags = 0x87b0;

    /// <summary>Message ID.</summary>
    public ushort Id { get; init; }

    /// <summary>Opcode, 4 bits.</summary>
    public byte Opcode { get; init; }

    /// <summary>The flag bits at their place in the second 16 bits of the header.</summary>
    public ushort Flags { get; init; }

    /// <summary>Response code of the header, 4 bits.</summary>
    public byte HeaderRcode { get; init; }

    /// <summary>The questions.</summary>
    public ImmutableArray<PlainQuestion> Questions { get; init; } = [];

    /// <summary>Answer section.</summary>
    public ImmutableArray<PlainRecord> Answers { get; init; } = [];

    /// <summary>Authority section.</summary>
    public ImmutableArray<PlainRecord> Authority { get; init; } = [];

    /// <summary>Additional section without OPT.</summary>
    public ImmutableArray<PlainRecord> Additional { get; init; } = [];

    /// <summary>The OPT record; null when there is none.</summary>
    public PlainEdns? Edns { get; init; }

    /// <summary>Response code, 12 bits.</summary>
    public int Rcode => HeaderRcode | ((Edns?.ExtendedRcode ?? 0) << 4);

    /// <summary>One of the three sections: 0 answer, 1 authority, 2 additional.</summary>
    public ImmutableArray<PlainRecord> Section(int index) => index switch
    {
        0 => Answers,
        1 => Authority,
        _ => Additional,
    };

    /// <summary>For a person.</summary>
    public override string ToString() => string.Join("; ", [
        $"id {Id} opcode {Opcode} flags {Flags:x4} rcode {Rcode}",
        .. Questions.Select(question => $"? {question}"),
        .. Answers.Select(record => $"an {record}"),
        .. Authority.Select(record => $"ns {record}"),
        .. Additional.Select(record => $"ar {record}"),
        .. Edns is null ? (string[])[] : [$"opt size {Edns.PayloadSize} flags {Edns.Flags:x4} {Convert.ToHexStringLower(Edns.Data)}"],
    ]);
}
