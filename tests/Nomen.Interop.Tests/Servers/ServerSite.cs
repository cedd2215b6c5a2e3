namespace Nomen.Interop.Tests.Servers;

/// <summary>Where one server process lives: its own directory, its port on 127.0.0.1, and a word that only it knows.</summary>
/// <remarks>The word is served as <c>instance.lab.test TXT</c>, which tells this process from another that took the port.</remarks>
internal sealed record ServerSite(DirectoryInfo Directory, int Port, string Instance)
{
    public string PathOf(string file) => Path.Combine(Directory.FullName, file);

    public void Write(string file, string content) => File.WriteAllText(PathOf(file), content);
}
