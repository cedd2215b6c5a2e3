using Nomen.Dns.Messages;

namespace Nomen.Client.Caching.Subnets;

/// <summary>Counts the networks for which one question is in flight, since each is one more chance for a forger (RFC 7871 section 11.2). Thread-safe.</summary>
internal sealed class SubnetCrowd(int limit)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<DnsQuestion, List<SubnetPrefix>> _inFlight = [];

    /// <summary>Whether a question for a network is in flight already, or may go. Threads that ask at the same moment may each be told so.</summary>
    public bool HasRoom(in DnsQuestion question, SubnetPrefix network)
    {
        lock (_lock)
        {
            return !_inFlight.TryGetValue(question, out List<SubnetPrefix>? networks) || networks.Count < limit || networks.Contains(network);
        }
    }

    /// <summary>A question goes.</summary>
    public void Enter(in DnsQuestion question, SubnetPrefix network)
    {
        lock (_lock)
        {
            if (!_inFlight.TryGetValue(question, out List<SubnetPrefix>? networks))
            {
                _inFlight.Add(question, networks = []);
            }

            networks.Add(network);
        }
    }

    /// <summary>It has ended.</summary>
    public void Leave(in DnsQuestion question, SubnetPrefix network)
    {
        lock (_lock)
        {
            List<SubnetPrefix> networks = _inFlight[question];
            networks.Remove(network);
            if (networks.Count == 0)
            {
                _inFlight.Remove(question);
            }
        }
    }
}
