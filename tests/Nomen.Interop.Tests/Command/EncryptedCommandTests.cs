using System.Net;
using Nomen.Interop.Tests.Dig;
using Nomen.Interop.Tests.Servers;

namespace Nomen.Interop.Tests.Command;

/// <summary>The command over TLS and HTTPS against real servers.</summary>
[Collection(LabCollection.Name)]
public sealed class EncryptedCommandTests(Lab lab) : IDisposable
{
    private const int NoReply = 9;

    private readonly AuthorityFile _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task A_server_word_with_a_name_behind_it_is_asked_over_TLS(Server server)
    {
        IPEndPoint address = await lab.TlsAddressOfAsync(server);

        ProgramRun run = await NomenProgram.RunAsync([$"@tls://{address}#{LabCertificate.Name}", $"+tls-ca={_authority.Path}", "lab.test", "SOA"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("ANSWER: 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("(TLS)", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task A_server_of_another_name_is_not_asked(Server server)
    {
        IPEndPoint address = await lab.TlsAddressOfAsync(server);

        ProgramRun run = await NomenProgram.RunAsync([$"@tls://{address}#other.lab.test", $"+tls-ca={_authority.Path}", "lab.test", "SOA"]);

        Assert.Equal(NoReply, run.ExitCode);
        Assert.Contains("TLS failure", run.Errors, StringComparison.Ordinal);
        Assert.Contains("other.lab.test", run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [OnServer(Server.Bind)]
    public async Task The_flag_alone_encrypts_without_asking_who_it_is_as_in_dig(Server server)
    {
        IPEndPoint address = await lab.TlsAddressOfAsync(server);

        ProgramRun trusting = await NomenProgram.RunAsync(["@127.0.0.1", "-p", $"{address.Port}", "+tls", "lab.test", "SOA"]);
        ProgramRun checking = await NomenProgram.RunAsync(["@127.0.0.1", "-p", $"{address.Port}", "+tls", "+tls-ca", "lab.test", "SOA"]);

        Assert.Equal((0, NoReply), (trusting.ExitCode, checking.ExitCode));
        Assert.Contains("(TLS)", trusting.Output, StringComparison.Ordinal);
        Assert.Contains("TLS failure", checking.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Unbound)]
    public async Task A_server_word_with_a_path_is_asked_over_HTTPS(Server server)
    {
        IPEndPoint address = await lab.HttpsAddressOfAsync(server);

        ProgramRun post = await NomenProgram.RunAsync([$"@https://{address}/dns-query{{?dns}}#{LabCertificate.Name}", $"+tls-ca={_authority.Path}", "lab.test", "SOA"]);
        ProgramRun get = await NomenProgram.RunAsync(["@127.0.0.1", "-p", $"{address.Port}", "+https-get=/dns-query", $"+tls-hostname={LabCertificate.Name}", $"+tls-ca={_authority.Path}", "lab.test", "SOA"]);

        Assert.Equal((0, 0), (post.ExitCode, get.ExitCode));
        Assert.All([post, get], run => Assert.Contains("(HTTPS)", run.Output, StringComparison.Ordinal));
        Assert.All([post, get], run => Assert.Contains("ANSWER: 1", run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [OnServer(Server.Bind)]
    public async Task A_path_that_is_not_there_is_told_with_its_status(Server server)
    {
        IPEndPoint address = await lab.HttpsAddressOfAsync(server);

        ProgramRun run = await NomenProgram.RunAsync([$"@https://{address}/nothing#{LabCertificate.Name}", $"+tls-ca={_authority.Path}", "lab.test", "SOA"]);

        Assert.Equal(NoReply, run.ExitCode);
        Assert.Contains("404", run.Errors, StringComparison.Ordinal);
    }
}
