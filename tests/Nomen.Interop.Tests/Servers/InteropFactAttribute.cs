namespace Nomen.Interop.Tests.Servers;

/// <summary>A fact about a server of the distribution; skipped, with the reason, where the server is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InteropFactAttribute : FactAttribute
{
    public InteropFactAttribute(Server server, params string[] alsoNeeds)
    {
        Skip = InstalledProgram.WhyMissing([.. InstalledProgram.Of(server), .. alsoNeeds]);
    }
}
