using Nomen.Dns.Registries;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Playground;

/// <summary>The questions of the tour, in order.</summary>
internal static class PlaygroundSteps
{
    public static IReadOnlyList<PlaygroundStep> All { get; } =
    [
        new("The addresses of a host", "www.example.", DnsType.A)
        {
            Route = PlaygroundRoute.Datagram,
            Answers = [(DnsType.A, 2)],
        },
        new("The same over TCP", "www.example.", DnsType.A)
        {
            Route = PlaygroundRoute.Stream,
            Protocol = DnsProtocol.Tcp,
            Answers = [(DnsType.A, 2)],
        },
        new("Where mail goes, with the addresses of the servers", "example.", DnsType.MX)
        {
            Answers = [(DnsType.MX, 2)],
        },
        new("An alias, followed by the server", "ftp.example.", DnsType.AAAA)
        {
            Answers = [(DnsType.CNAME, 1), (DnsType.AAAA, 1)],
        },
        new("A service, with its parameters", "svc.example.", DnsType.HTTPS)
        {
            Answers = [(DnsType.HTTPS, 1)],
        },
        new("A name that only the wildcard *.dyn.example. makes", "whatever.dyn.example.", DnsType.TXT)
        {
            Answers = [(DnsType.TXT, 1)],
        },
        new("A name below a DNAME: the whole subtree has moved", "host.old.example.", DnsType.A)
        {
            Answers = [(DnsType.DNAME, 1), (DnsType.CNAME, 1), (DnsType.A, 1)],
            Note = "The CNAME is made for the question, in the client's random letter case, which forged replies cannot guess (0x20).",
        },
        new("The name of an address", "80.2.0.192.in-addr.arpa.", DnsType.PTR)
        {
            Answers = [(DnsType.PTR, 1)],
        },
        new("A name that does not exist", "nowhere.example.", DnsType.A)
        {
            Rcode = Rcode.NxDomain,
            Authority = [DnsType.SOA],
            Note = "NXDOMAIN: no such name, for as many seconds as the SOA record lives.",
        },
        new("A name that exists, but not with this type", "www.example.", DnsType.MX)
        {
            Authority = [DnsType.SOA],
            Note = "NODATA: no error and no answer, and again an SOA record that says for how long.",
        },
        new("A name that another server has", "www.child.example.", DnsType.A)
        {
            IsAuthoritative = false,
            Authority = [DnsType.NS],
            Note = "A referral: ask the name server named here, at the address that comes along.",
        },
        new("A name that nobody here knows about", "www.example.net.", DnsType.A)
        {
            Rcode = Rcode.Refused,
            IsAuthoritative = false,
            Note = "REFUSED: this server has no zone for it, and does not ask others.",
        },
        new("An answer too large for UDP", "large.example.", DnsType.TXT)
        {
            Route = PlaygroundRoute.Datagram,
            IsTruncated = true,
            Note = "TC: the server cut the answer to 1,232 octets at most; nothing of it may be used.",
        },
        new("The same, by the transport that falls back to TCP", "large.example.", DnsType.TXT)
        {
            Protocol = DnsProtocol.Tcp,
            Answers = [(DnsType.TXT, 24)],
            Note = "Asked over UDP, cut, asked again over TCP: the caller sees the whole answer.",
        },
        new("200 addresses of one name", "many.example.", DnsType.A)
        {
            Protocol = DnsProtocol.Tcp,
            Answers = [(DnsType.A, 200)],
        },
    ];
}
