namespace Nomen.Client.Selection;

/// <summary>One upstream that a request may go to.</summary>
internal struct Candidate
{
    /// <summary>The upstream.</summary>
    public required UpstreamMember Member { get; init; }

    /// <summary>As it was found.</summary>
    public required UpstreamLook Look { get; init; }

    /// <summary>Place in the order in which upstreams were added: decides between equals.</summary>
    public required int Index { get; init; }

    /// <summary>Why it is asked.</summary>
    public AttemptRole Role { get; set; }

    /// <summary>Time before the next candidate is asked as well, in ticks of the clock.</summary>
    public long Delay { get; set; }

    /// <summary>Whether the order found it much slower than the others.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Whether it waits until all before it have failed.</summary>
    public readonly bool IsLastResort => Member.Upstream.LastResort;
}
