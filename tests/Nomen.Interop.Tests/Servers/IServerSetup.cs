namespace Nomen.Interop.Tests.Servers;

/// <summary>How one name server is configured and started, and how it says that it runs.</summary>
internal interface IServerSetup
{
    /// <summary>The program's file name, found by <see cref="InstalledProgram"/>.</summary>
    string Program { get; }

    /// <summary>A part of the log line that the server writes once its sockets are bound and its zones are loaded.</summary>
    string StartedLine { get; }

    /// <summary>Writes the configuration (with absolute paths below the directory) and returns the program's arguments.</summary>
    IReadOnlyList<string> Configure(ServerSite site);
}
