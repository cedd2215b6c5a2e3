using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Nomen.Testing.Tests.Repository;

/// <summary>Every C# block of the README and the guide compiles against the libraries as they are.</summary>
public partial class GuideTests
{
    private const string Prelude = """
        using System;
        using System.Collections.Frozen;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Caching.Distributed;
        using Microsoft.Extensions.Caching.Memory;
        using Microsoft.Extensions.Options;
        using Nomen.Client.Caching;
        using Nomen.Client.Caching.Dump;
        using Nomen.Client.Datagram;
        using Nomen.Client.DatagramStream;
        using Nomen.Client.Exchange;
        using Nomen.Client.HappyEyeballs;
        using Nomen.Client.Capabilities;
        using Nomen.Client.Https;
        using Nomen.Client.Quic;
        using Nomen.Client.Routing;
        using Nomen.Client.Selection;
        using Nomen.Client.Sockets;
        using Nomen.Client.Streams;
        using Nomen.Client.Tls;
        using Nomen.Client.Transfers;
        using Nomen.Client.Tsig;
        using Nomen.Client.Updates;
        using Nomen.Dns.Edns;
        using Nomen.Dns.MasterFiles;
        using Nomen.Dns.Messages;
        using Nomen.Dns.Names;
        using Nomen.Dns.Records;
        using Nomen.Dns.Registries;
        using Nomen.Dns.Transports;
        using Nomen.Dns.Tsig;
        using Nomen.Dns.Wire;
        using Nomen.Hosting.Caching;
        using Nomen.Server.Listeners;
        using Nomen.Server.Zones;
        using Nomen.Testing.Scheduling;

        """;

    // The one name that pages use without saying where it came from: the octets of a message.
    private const string Given = "byte[] octets = new byte[12];";

    public static TheoryData<string, int> Blocks
    {
        get
        {
            TheoryData<string, int> blocks = [];
            string[] pages = ["README.md", .. RepositoryFiles.Under("docs/guide", "*.md")];
            foreach (string page in pages)
            {
                for (int i = 0; i < CSharpBlock().Count(RepositoryFiles.Text(page)); i++)
                {
                    blocks.Add(page, i);
                }
            }

            return blocks;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_of_code_compiles(string page, int index)
    {
        string block = CSharpBlock().Matches(RepositoryFiles.Text(page))[index].Groups["code"].Value;
        bool isType = block.StartsWith("sealed class", StringComparison.Ordinal);
        string source = Prelude + (isType ? block : Given + "\n" + block);
        CSharpParseOptions parsing = new(LanguageVersion.Preview);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Guide",
            [CSharpSyntaxTree.ParseText(source, parsing)],
            References(),
            new CSharpCompilationOptions(isType ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication));

        IEnumerable<Diagnostic> errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);

        Assert.Empty(errors.Select(e => e.ToString()));
    }

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex CSharpBlock();
}
