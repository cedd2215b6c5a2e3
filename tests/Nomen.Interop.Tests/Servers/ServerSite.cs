namespace Nomen.Interop.Tests.Servers;

/// <summary>Where one server process lives: its own directory, its ports on 127.0.0.1, and a word that only it knows.</summary>
/// <remarks>The word is served as <c>instance.lab.test TXT</c>, which tells this process from another that took the port.</remarks>
/// <param name="Directory">Its directory.</param>
/// <param name="Port">For UDP and TCP.</param>
/// <param name="TlsPort">For DNS over TLS, of the servers that have it.</param>
/// <param name="HttpsPort">For DNS over HTTPS at <c>/dns-query</c>, of the servers that have it.</param>
/// <param name="Instance">The word.</param>
internal sealed record ServerSite(DirectoryInfo Directory, int Port, int TlsPort, int HttpsPort, string Instance)
{
    public string PathOf(string file) => Path.Combine(Directory.FullName, file);

    public void Write(string file, string content) => File.WriteAllText(PathOf(file), content);
}
