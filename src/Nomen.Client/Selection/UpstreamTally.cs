using System.Collections.Immutable;
using Nomen.Dns.Errors;

namespace Nomen.Client.Selection;

/// <summary>Counts of one upstream. Its user holds a lock.</summary>
internal sealed class UpstreamTally
{
    private static readonly int KindCount = Enum.GetValues<TransportFailure>().Length;

    private readonly long[] _failures = new long[KindCount];

    /// <summary>Requests given to it.</summary>
    public long Sent { get; set; }

    public long Answered { get; private set; }

    public long ServFail { get; private set; }

    public long Refused { get; private set; }

    public long CalledBack { get; private set; }

    /// <summary>Those without a response, by kind.</summary>
    public ImmutableSortedDictionary<TransportFailure, long> Failures => Enum.GetValues<TransportFailure>()
        .Where(kind => _failures[(int)kind] > 0)
        .ToImmutableSortedDictionary(kind => kind, kind => _failures[(int)kind]);

    /// <summary>Counts an end.</summary>
    public void Count(AttemptEnd end, TransportFailure failure)
    {
        switch (end)
        {
            case AttemptEnd.Answered:
                Answered++;
                break;
            case AttemptEnd.ServFail:
                ServFail++;
                break;
            case AttemptEnd.Refused:
                Refused++;
                break;
            case AttemptEnd.CalledBack:
                CalledBack++;
                break;
            default:
                _failures[(int)failure]++;
                break;
        }
    }
}
