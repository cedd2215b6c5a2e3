namespace Nomen.Dns.Wire;

/// <summary>A thread's memory for <see cref="NameTable"/>: never cleared, because each message marks its own entries with a number of its own.</summary>
internal sealed class NameSlots
{
    /// <summary>Sets of two slots, a power of two: 8 KiB a thread, room for the 5,000 labels that a pointer can reach at the very most.</summary>
    public const int Sets = 512;

    [ThreadStatic]
    private static NameSlots? s_ofThread;

    private uint _messages;

    /// <summary>Entries: number of the message, 16 bits of hash, offset in the message. Two for each set: an old one that is kept, and the newest.</summary>
    public ulong[] Entries { get; } = new ulong[Sets * 2];

    /// <summary>Scratch: hash of each suffix of the name at hand.</summary>
    public uint[] Hashes { get; } = new uint[128];

    /// <summary>Scratch: start of each label of the name at hand.</summary>
    public byte[] Starts { get; } = new byte[128];

    /// <summary>The thread's slots, and a number for one more message. A number that comes back after 2^32 messages does no harm: what an entry says is always compared.</summary>
    public static NameSlots OfThread(out uint message)
    {
        NameSlots slots = s_ofThread ??= new NameSlots();
        message = ++slots._messages;
        return slots;
    }
}
