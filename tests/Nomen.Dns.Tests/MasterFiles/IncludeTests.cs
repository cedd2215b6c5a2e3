using Nomen.Dns.Errors;
using Nomen.Dns.MasterFiles;
using Nomen.Dns.Names;
using Nomen.Dns.Records;
using Nomen.Testing.Knobs;

namespace Nomen.Dns.Tests.MasterFiles;

public sealed class IncludeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nomen-include-");

    public IncludeTests() => Directory.CreateDirectory(InRoot("sub"));

    private MasterFileOptions Options => new() { Origin = DomainName.Parse("example."), DefaultTtl = 60, IncludeRoot = InRoot(string.Empty) };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    [Rfc(1035, "5.1")]
    public void An_include_leaves_origin_and_owner_of_the_file_around_it()
    {
        Write("sub/inner", "$ORIGIN inner.\nb A 192.0.2.2\n@ A 192.0.2.3");

        IEnumerable<string> owners = Read("a A 192.0.2.1\n$INCLUDE sub/inner\n  A 192.0.2.4\nc A 192.0.2.5");

        Assert.Equal(["a.example.", "b.inner.", "inner.", "a.example.", "c.example."], owners);
    }

    [Fact]
    [Rfc(1035, "5.1")]
    public void An_include_may_set_the_origin_of_the_included_file()
    {
        Write("inner", "b A 192.0.2.2");

        Assert.Equal(["b.sub.example."], Read("$INCLUDE inner sub"));
    }

    [Fact]
    [Rfc(2308, "4")]
    public void A_TTL_directive_holds_beyond_the_end_of_its_file()
    {
        Write("header", "$TTL 77\n");

        Assert.Equal(77u, Assert.Single(MasterFileReader.Read("$INCLUDE header\na A 192.0.2.1", Options)).Ttl);
    }

    [Fact]
    public void Includes_are_off_unless_there_is_a_root()
    {
        Write("inner", "b A 192.0.2.2");

        Fails("$INCLUDE inner", Options with { IncludeRoot = null });
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("sub/../../outside")]
    [InlineData("{0}/outside")]
    [InlineData("{0}/root-twin/file")]
    [InlineData("link-out")]
    [InlineData("link-dir/outside")]
    [InlineData("link-loop")]
    [InlineData("missing")]
    [InlineData("sub")]
    [InlineData("")]
    [InlineData(".")]
    public void Files_outside_the_root_are_refused_whatever_the_way(string name)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "outside"), "b A 192.0.2.2");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "root-twin"));
        File.WriteAllText(Path.Combine(_folder.FullName, "root-twin", "file"), "b A 192.0.2.2");
        File.CreateSymbolicLink(InRoot("link-out"), Path.Combine("..", "outside"));
        File.CreateSymbolicLink(InRoot("link-dir"), _folder.FullName);
        File.CreateSymbolicLink(InRoot("link-loop"), "link-loop");

        Fails($"$INCLUDE \"{string.Format(null, name, _folder.FullName)}\"", Options);
    }

    [Fact]
    public void Links_that_stay_inside_are_followed_and_so_is_a_root_that_is_a_link()
    {
        Write("sub/inner", "b A 192.0.2.2");
        File.CreateSymbolicLink(InRoot("link"), Path.Combine("sub", "..", "sub", "inner"));
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "other"), InRoot(string.Empty));

        Assert.Single(MasterFileReader.Read("$INCLUDE link", Options with { IncludeRoot = Path.Combine(_folder.FullName, "other") }));
    }

    [Fact]
    [Knob(typeof(MasterFileOptions), nameof(MasterFileOptions.IncludeRoot))]
    public void An_absolute_path_inside_the_root_is_read()
    {
        Write("inner", "b A 192.0.2.2");

        Assert.Single(Read($"$INCLUDE {InRoot("inner")}"));
    }

    [Fact]
    public void A_name_with_a_zero_character_is_bad_text_not_a_crash()
    {
        Fails("$INCLUDE a\0b", Options);
    }

    [Fact]
    public void A_path_with_more_parts_than_a_system_takes_is_refused_without_looking()
    {
        Fails("$INCLUDE " + string.Concat(Enumerable.Repeat("a/", 30_000)), Options);
    }

    [Fact]
    public void A_file_that_includes_itself_is_refused()
    {
        Write("loop", "$INCLUDE loop");

        Fails("$INCLUDE loop", Options);
    }

    [Fact]
    public void Files_nest_20_deep_and_no_deeper()
    {
        for (int i = 1; i <= 21; i++)
        {
            Write($"f{i}", i == 21 ? string.Empty : $"a{i} A 192.0.2.1\n$INCLUDE f{i + 1}\n");
        }

        Assert.Equal(19, Read("$INCLUDE f2").Count);
        Assert.EndsWith("f20", Fails("$INCLUDE f1", Options).File, StringComparison.Ordinal);
    }

    [Fact]
    [Knob(typeof(MasterFileOptions), nameof(MasterFileOptions.MaxIncludeDepth))]
    public void The_depth_is_an_option()
    {
        Write("f1", "$INCLUDE f2");
        Write("f2", "a A 192.0.2.1");

        Assert.Single(MasterFileReader.Read("$INCLUDE f1", Options with { MaxIncludeDepth = 2 }));
        Fails("$INCLUDE f1", Options with { MaxIncludeDepth = 1 });
    }

    [Fact]
    public void An_error_in_an_included_file_names_that_file()
    {
        Write("inner", "\nb A 192.0.2.2 x");

        DnsTextException error = Fails("$INCLUDE inner", Options);

        Assert.Equal(("inner", 2, 15), (Path.GetFileName(error.File), error.Line, error.Column));
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_refused()
    {
        File.WriteAllBytes(InRoot("latin1"), [(byte)'a', 0xe9]);

        Assert.Throws<DnsTextException>(() => MasterFileReader.ReadFile(InRoot("latin1"), Options).ToList());
    }

    [Fact]
    public async Task A_file_is_read_asynchronously_with_or_without_byte_order_mark()
    {
        Write("marked", "\ufeffa A 192.0.2.1");

        List<ResourceRecord> records = [];
        await foreach (ResourceRecord record in MasterFileReader.ReadFileAsync(InRoot("marked"), Options))
        {
            records.Add(record);
        }

        Assert.Equal(MasterFileReader.Read("a A 192.0.2.1", Options), records);
    }

    [Fact]
    public void A_root_that_does_not_exist_is_refused()
    {
        Assert.Throws<DirectoryNotFoundException>(() => MasterFileReader.Read("a A 192.0.2.1", Options with { IncludeRoot = InRoot("none") }).ToList());
    }

    private static DnsTextException Fails(string text, MasterFileOptions options) =>
        Assert.Throws<DnsTextException>(() => MasterFileReader.Read(text, options).ToList());

    private List<string> Read(string text) => [.. MasterFileReader.Read(text, Options).Select(record => record.Owner.ToString())];

    private string InRoot(string name) => Path.Combine(_folder.FullName, "root", name);

    private void Write(string name, string text) => File.WriteAllText(InRoot(name), text);
}
