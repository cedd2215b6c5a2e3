namespace Nomen.Dns.Messages;

/// <summary>Where the sections of a validated message start, in octets.</summary>
internal readonly struct MessageLayout
{
    public MessageLayout(int answers, int authority, int additional, int opt, int tsig)
    {
        Answers = (ushort)answers;
        Authority = (ushort)authority;
        Additional = (ushort)additional;
        Opt = (ushort)opt;
        Tsig = (ushort)tsig;
    }

    /// <summary>Start of the answer section.</summary>
    public ushort Answers { get; }

    /// <summary>Start of the authority section.</summary>
    public ushort Authority { get; }

    /// <summary>Start of the additional section.</summary>
    public ushort Additional { get; }

    /// <summary>Start of the OPT record; 0 when there is none.</summary>
    public ushort Opt { get; }

    /// <summary>Start of the TSIG record; 0 when there is none.</summary>
    public ushort Tsig { get; }
}
