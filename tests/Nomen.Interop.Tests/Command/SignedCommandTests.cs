using System.Net;
using Nomen.Interop.Tests.Dig;
using Nomen.Interop.Tests.Servers;
using Nomen.Interop.Tests.Zones;

namespace Nomen.Interop.Tests.Command;

/// <summary>The command with TSIG keys against real servers.</summary>
[Collection(LabCollection.Name)]
public sealed class SignedCommandTests(Lab lab)
{
    private const int Refused = 13;

    [Theory]
    [OnServer(Server.Nsd)]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    public async Task A_key_on_the_command_line_transfers_the_zone_and_is_not_shown(Server server)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);

        foreach (LabKey key in LabKeys.All)
        {
            ProgramRun run = await NomenProgram.RunAsync(address, "-y", key.Argument, KeyedZone.Name, "AXFR");

            Assert.Equal(0, run.ExitCode);
            Assert.Equal(KeyedZone.RecordCount + 1, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => !line.StartsWith(';')));
            Assert.DoesNotContain(key.Secret, run.Output + run.Errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    public async Task A_key_file_as_tsig_keygen_writes_it_is_read(Server server)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("nomen-key-");
        try
        {
            string file = Path.Combine(folder.FullName, "lab.key");
            await File.WriteAllTextAsync(file, $"key \"{LabKeys.Sha256.Name}\" {{\n\talgorithm {LabKeys.Sha256.Algorithm};\n\tsecret \"{LabKeys.Sha256.Secret}\";\n}};\n");

            ProgramRun run = await NomenProgram.RunAsync(address, "-k", file, KeyedZone.Name, "SOA", "+short");

            Assert.Equal(0, run.ExitCode);
            Assert.NotEmpty(run.Output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [OnServer(Server.Bind)]
    [OnServer(Server.Knot)]
    public async Task A_wrong_secret_ends_with_what_the_server_says_of_it(Server server)
    {
        IPEndPoint address = await lab.AddressOfAsync(server);
        string wrong = Convert.ToBase64String(new byte[32]);

        ProgramRun run = await NomenProgram.RunAsync(address, "-y", $"{LabKeys.Sha256.Algorithm}:{LabKeys.Sha256.Name}:{wrong}", KeyedZone.Name, "SOA");

        Assert.Equal(Refused, run.ExitCode);
        Assert.Contains("BADSIG", run.Errors, StringComparison.Ordinal);
    }
}
