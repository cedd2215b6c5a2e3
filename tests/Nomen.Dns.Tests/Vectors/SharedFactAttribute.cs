namespace Nomen.Dns.Tests.Vectors;

/// <summary>A test over the shared vectors; skipped in a clone without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = new SharedTheoryAttribute().Skip;
}
