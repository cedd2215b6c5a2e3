using System.Net;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Dig;

/// <summary>What <c>nomen</c> prints into a pipe is what the installed <c>dig</c> prints, so that scripts made for dig keep working.</summary>
[Collection(LabCollection.Name)]
public sealed class DigComparisonTests(Lab lab)
{
    [Theory]
    [OnServer(Server.Bind, "lab.test SOA", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test", Needs = "dig")]
    [OnServer(Server.Nsd, "lab.test NS", Needs = "dig")]
    [OnServer(Server.Nsd, "lab.test MX", Needs = "dig")]
    [OnServer(Server.Knot, "lab.test SOA", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test AAAA +short", Needs = "dig")]
    [OnServer(Server.Bind, "mx.types.lab.test MX +short", Needs = "dig")]
    [OnServer(Server.Bind, "txt.types.lab.test TXT", Needs = "dig")]
    [OnServer(Server.Bind, "txt.types.lab.test TXT +short", Needs = "dig")]
    [OnServer(Server.Bind, "srv.types.lab.test SRV +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "naptr.types.lab.test NAPTR +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "caa.types.lab.test CAA +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "svcb.types.lab.test SVCB +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "https.types.lab.test HTTPS +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "sshfp.types.lab.test SSHFP +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "tlsa.types.lab.test TLSA +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "ds.types.lab.test DS +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "zonemd.types.lab.test ZONEMD +noall +answer +nosplit", Needs = "dig")]
    [OnServer(Server.Bind, "apl.types.lab.test APL +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "cert.dig.lab.test CERT +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "l64.dig.lab.test L64 +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "nid.dig.lab.test NID +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "loc.dig.lab.test LOC +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "hip.types.lab.test HIP +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "ipseckey.types.lab.test IPSECKEY +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "private.types.lab.test TYPE65280 +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "www.lab.test A +noall +answer", Needs = "dig")]
    [OnServer(Server.Nsd, "www.old.lab.test A", Needs = "dig")]
    [OnServer(Server.Bind, "any.wild.lab.test TXT", Needs = "dig")]
    [OnServer(Server.Bind, @"dot\.in.label.lab.test A", Needs = "dig")]
    [OnServer(Server.Bind, @"space\032and\000zero.lab.test A", Needs = "dig")]
    [OnServer(Server.Bind, "host.sub.lab.test A", Needs = "dig")]
    [OnServer(Server.Bind, "nothing.lab.test A", Needs = "dig")]
    [OnServer(Server.Bind, "web1.lab.test MX", Needs = "dig")]
    [OnServer(Server.Bind, "web1.lab.test ANY", Needs = "dig")]
    [OnServer(Server.Bind, "www.elsewhere.example A", Needs = "dig")]
    [OnServer(Server.Bind, "-x 192.0.2.1", Needs = "dig")]
    [OnServer(Server.Bind, "-x 2001:db8::1 +noall +question", Needs = "dig")]
    [OnServer(Server.Bind, "version.bind CH TXT", Needs = "dig")]
    [OnServer(Server.Nsd, "CH TXT id.server +short", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test DNSKEY +dnssec", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test DNSKEY +multiline", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test SOA +dnssec +multiline", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test DNSKEY +nocrypto", Needs = "dig")]
    [OnServer(Server.Bind, "nothing.signed.test A +dnssec", Needs = "dig")]
    [OnServer(Server.Bind, "nothing.nsec3.test A +dnssec", Needs = "dig")]
    [OnServer(Server.Bind, "nsec3.test NSEC3PARAM +short", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +nsid", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +tcp", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +tcp +keepalive", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +expire +subnet=192.0.2.0/24", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +cookie=0102030405060708", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +nocookie", Needs = "dig")]
    [OnServer(Server.Knot, "lab.test SOA +nocookie", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +norec +noedns", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +noadflag +cdflag", Needs = "dig")]
    [OnServer(Server.Bind, "many.lab.test AAAA", Needs = "dig")]
    [OnServer(Server.Bind, "many.lab.test AAAA +ignore", Needs = "dig")]
    [OnServer(Server.Bind, "many.lab.test AAAA +ignore +bufsize=512", Needs = "dig")]
    [OnServer(Server.Bind, "huge.lab.test TXT +short +tcp", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +nocomments +noquestion +nostats", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +noall +answer +ttlunits", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +noall +answer +nottlid +noclass", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +noall +answer +unknownformat", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +short +identify", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +nocmd +qr +nocookie", Needs = "dig")]
    [OnServer(Server.Nsd, "lab.test SOA +ednsopt=65001:0102 +qr", Needs = "dig")]
    [OnServer(Server.Bind, "+nocookie lab.test MX mail.lab.test A +short", Needs = "dig")]
    [OnServer(Server.Bind, "www.signed.test A +dnssec +nocrypto", Needs = "dig")]
    [OnServer(Server.Bind, "www.signed.test A +dnssec +multiline", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +noclass", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test TXT +multiline +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "many.lab.test AAAA +nocomments", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +short +unknownformat", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +opcode=status", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +zflag", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +ednsopt=65001:0102 +qr +nocookie", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +padding=64", Needs = "dig")]
    [OnServer(Server.Bind, "-t MX lab.test", Needs = "dig")]
    [OnServer(Server.Bind, "-c CH -t TXT version.bind", Needs = "dig")]
    [OnServer(Server.Bind, "-q lab.test -t SOA", Needs = "dig")]
    [OnServer(Server.Unbound, "id.server CH TXT", Needs = "dig")]
    [OnServer(Server.Unbound, "lab.test SOA", Needs = "dig")]
    [OnServer(Server.Knot, "nothing.lab.test A +dnssec", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test IN SOA", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test TYPE6", Needs = "dig")]
    [OnServer(Server.Bind, "secure.signed.test DS +multiline", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test NSEC +dnssec +short", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +vc", Needs = "dig")]
    [OnServer(Server.Bind, "sub.lab.test NS +norecurse", Needs = "dig")]
    [OnServer(Server.Unbound, "www.signed.test A +dnssec", Needs = "dig")]
    [OnServer(Server.Unbound, "www.signed.test A +nordflag", Needs = "dig")]
    [OnServer(Server.Unbound, "www.nsec3.test A", Needs = "dig")]
    [OnServer(Server.Unbound, "www.nsec3.test A +cdflag", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test DNSKEY +rrcomments", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test DNSKEY +rrcomments +nocomments", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test DNSKEY +rrcomments +nocrypto +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test DNSKEY +rrcomments +short", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test DNSKEY +multiline +norrcomments +dnssec", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test SOA +multiline +norrcomments", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test SOA +rrcomments", Needs = "dig")]
    [OnServer(Server.Bind, "key.types.lab.test KEY +rrcomments +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "key.types.lab.test KEY +multiline +norrcomments +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "cdnskey.types.lab.test CDNSKEY +rrcomments +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +yaml", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +yaml +qr +nocookie", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +yaml +norec +qr +nocookie +tcp", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +yaml +nsid +expire +subnet=192.0.2.0/24 +tcp +keepalive", Needs = "dig")]
    [OnServer(Server.Bind, "nothing.lab.test A +yaml +dnssec", Needs = "dig")]
    [OnServer(Server.Bind, "txt.types.lab.test TXT +yaml", Needs = "dig")]
    [OnServer(Server.Bind, "signed.test DNSKEY +yaml +multiline +rrcomments +nocrypto +ttlunits +noclass", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +yaml +noall +answer", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +yaml +nocomments +noquestion", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +yaml +noedns", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +yaml +zflag +ednsflags=0x10 +nocookie +qr", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test SOA +zflag +ednsflags=0x10 +nocookie +qr", Needs = "dig")]
    [OnServer(Server.Bind, "version.bind CH TXT +yaml", Needs = "dig")]
    [OnServer(Server.Bind, "lab.test MX mail.lab.test A +yaml", Needs = "dig")]
    [OnServer(Server.Knot, "lab.test SOA +yaml", Needs = "dig")]
    [OnServer(Server.Unbound, "www.signed.test A +yaml +nordflag", Needs = "dig")]
    public async Task Nomen_prints_what_dig_prints(Server server, string commandLine)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);
        string[] arguments = commandLine.Split(' ');

        await InstalledDig.DigAsync(address, arguments);
        ProgramRun dig = await InstalledDig.DigAsync(address, arguments);
        ProgramRun nomen = await NomenProgram.RunAsync(address, arguments);

        Assert.Equal(Normalise(server, dig.Output), Normalise(server, nomen.Output));
        Assert.Equal(dig.ExitCode, nomen.ExitCode);
    }

    [Theory]
    [OnServer(Server.Bind, "", "lab.test SOA|mail.lab.test A|lab.test MX +nocmd|nothing.lab.test A +noall +answer|lab.test NS", Needs = "dig")]
    [OnServer(Server.Bind, "+nocmd", "lab.test SOA|lab.test MX +cmd|lab.test NS", Needs = "dig")]
    [OnServer(Server.Bind, "+noall +answer", "lab.test SOA|signed.test DNSKEY +multiline|lab.test NS", Needs = "dig")]
    public async Task Nomen_prints_a_batch_as_dig_does(Server server, string flags, string lines)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);
        string file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, lines.Split('|'));
        string[] arguments = [.. flags.Split(' ', StringSplitOptions.RemoveEmptyEntries), "-f", file];

        await InstalledDig.DigAsync(address, arguments);
        ProgramRun dig = await InstalledDig.DigAsync(address, arguments);
        ProgramRun nomen = await NomenProgram.RunAsync(address, arguments);
        File.Delete(file);

        Assert.Equal(DigOutput.NormaliseKeepingArguments(dig.Output), DigOutput.NormaliseKeepingArguments(nomen.Output));
    }

    // Between the two queries a cache's TTLs may run down by a second.
    private static string Normalise(Server server, string output) =>
        server == Server.Unbound ? DigOutput.NormaliseWithTtls(output) : DigOutput.Normalise(output);
}
